/** SignalR's JSON hub protocol: JSON texts, each ended by a record separator. */
const separator = '\x1e';

export const handshake = `{"protocol":"json","version":1}${separator}`;
export const ping = `{"type":6}${separator}`;

export type Frame =
  | { type: 1; target: string; arguments: unknown[] }
  | { type: 3; invocationId: string; result?: unknown; error?: string }
  | { type: 6 }
  | { type: 7; error?: string };

export const invocation = (id: string, target: string, argument: unknown): string =>
  JSON.stringify({ type: 1, invocationId: id, target, arguments: [argument] }) + separator;

/** Cuts a stream of text into records; a record may come in pieces. */
export class RecordReader {
  #rest = '';

  read(text: string): unknown[] {
    const parts = (this.#rest + text).split(separator);
    this.#rest = parts.pop() ?? '';
    return parts.map((part) => JSON.parse(part) as unknown);
  }
}
