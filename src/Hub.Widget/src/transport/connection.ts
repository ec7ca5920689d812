import { HubError, parseHubError } from './hubError';
import { type Frame, RecordReader, handshake, invocation, ping } from './frames';

const handshakeTimeout = 15_000;
const callTimeout = 30_000;
const keepAlive = 15_000;
/** Twice the server's ping interval, as in SignalR's own clients. */
const silenceTimeout = 30_000;

interface Call {
  resolve(value: unknown): void;
  reject(error: HubError): void;
  timer: ReturnType<typeof setTimeout>;
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** One WebSocket from handshake to close. A closed connection is never reused. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #reader = new RecordReader();
  readonly #calls = new Map<string, Call>();
  #nextId = 0;
  #lastSent = 0;
  #silence: Timer;
  #beat: Timer;
  #isReady = false;
  #isClosed = false;

  constructor(
    url: string,
    private readonly handlers: {
      ready(): void;
      event(target: string, argument: unknown): void;
      closed(): void;
    },
  ) {
    this.#socket = new WebSocket(url);
    this.#silence = setTimeout(() => this.close(), handshakeTimeout);
    this.#socket.onopen = () => this.#write(handshake);
    this.#socket.onmessage = (message) => this.#receive(String(message.data));
    this.#socket.onclose = () => this.close();
  }

  invoke(target: string, argument: unknown, timeout = callTimeout): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed || !this.#isReady) {
        reject(new HubError('unavailable', 'not connected'));
        return;
      }
      const id = String(this.#nextId++);
      // A call without an answer means a dead line that TCP has not noticed yet.
      const timer = setTimeout(() => this.close(), timeout);
      this.#calls.set(id, { resolve, reject, timer });
      this.#write(invocation(id, target, argument));
    });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#silence);
    clearTimeout(this.#beat);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    for (const call of this.#calls.values()) {
      clearTimeout(call.timer);
      call.reject(new HubError('unavailable', 'connection lost'));
    }
    this.#calls.clear();
    this.handlers.closed();
  }

  #receive(text: string): void {
    let records: unknown[];
    try {
      records = this.#reader.read(text);
    } catch {
      this.close();
      return;
    }
    for (const record of records) {
      if (this.#isClosed) return;
      if (this.#isReady) this.#handle(record as Frame);
      else this.#shakeHands(record as { error?: string });
    }
    if (!this.#isClosed && this.#isReady) this.#heard();
  }

  #shakeHands(answer: { error?: string }): void {
    if (answer.error) {
      this.close();
      return;
    }
    this.#isReady = true;
    this.handlers.ready();
  }

  #handle(frame: Frame): void {
    if (frame.type === 1) this.handlers.event(frame.target, frame.arguments[0]);
    else if (frame.type === 3) this.#complete(frame);
    else if (frame.type === 7) this.close();
  }

  #complete(frame: Frame & { type: 3 }): void {
    const call = this.#calls.get(frame.invocationId);
    if (!call) return;
    this.#calls.delete(frame.invocationId);
    clearTimeout(call.timer);
    if (frame.error === undefined) call.resolve(frame.result);
    else call.reject(parseHubError(frame.error));
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.close(), silenceTimeout);
    // Browsers slow timers down in hidden pages, but not incoming messages: the server's pings keep ours going.
    if (Date.now() - this.#lastSent >= keepAlive) this.#write(ping);
  }

  #write(text: string): void {
    if (this.#socket.readyState !== 1) return;
    this.#socket.send(text);
    this.#lastSent = Date.now();
    clearTimeout(this.#beat);
    this.#beat = setTimeout(() => this.#write(ping), keepAlive);
  }
}
