import { vi } from 'vitest';

const separator = '\x1e';

/** Stands for the browser's WebSocket; the test plays the server. */
export class FakeSocket {
  static all: FakeSocket[] = [];
  static install(): void {
    FakeSocket.all = [];
    vi.stubGlobal('WebSocket', FakeSocket);
  }
  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error('no socket was made');
    return socket;
  }

  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  /** Records sent by the client, the handshake included. */
  sent: Record<string, unknown>[] = [];
  onRecord: (record: Record<string, unknown>) => void = () => undefined;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    for (const part of text.split(separator).filter(Boolean)) {
      const record = JSON.parse(part) as Record<string, unknown>;
      this.sent.push(record);
      this.onRecord(record);
    }
  }

  close(): void {
    this.readyState = 3;
    this.onclose?.();
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  receive(...records: object[]): void {
    this.onmessage?.({ data: records.map((record) => JSON.stringify(record) + separator).join('') });
  }

  /** Opens and shakes hands. */
  accept(): void {
    this.open();
    this.receive({});
  }

  calls(target: string): unknown[] {
    return this.sent.filter((record) => record['target'] === target).map((record) => (record['arguments'] as unknown[])[0]);
  }
}
