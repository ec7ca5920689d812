import { Backoff } from './backoff';
import { Connection } from './connection';
import { HubError, asHubError } from './hubError';

/** `connecting` is the first attempt; after a loss the link is `offline` until it is `online` again. */
export type LinkState = 'idle' | 'connecting' | 'online' | 'offline';

export interface LinkHandlers {
  /** Runs on each new connection before the link counts as online; a throw drops the connection and tries again. */
  greet(): Promise<void>;
  /** Makes a call that any living server answers, so that a line that died in its sleep is noticed. */
  probe(): void;
  event(target: string, argument: unknown): void;
  changed(state: LinkState): void;
}

/** A connection that is made again for ever until stopped. */
export class Link {
  state: LinkState = 'idle';
  #connection: Connection | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #wait = 0;
  readonly #backoff: Backoff;

  constructor(
    private readonly url: string,
    private readonly handlers: LinkHandlers,
    random: () => number = Math.random,
  ) {
    this.#backoff = new Backoff(random);
  }

  start(): void {
    if (this.state !== 'idle') return;
    this.#change('connecting');
    this.#connect();
  }

  /** Drops the current connection, if any, and makes a new one at once. */
  restart(): void {
    if (this.state === 'idle') return;
    const old = this.#connection;
    this.#connection = undefined;
    old?.close();
    this.#change('connecting');
    this.#connect();
  }

  /** The device is back or the page is seen again: do not sit out a wait, do not trust a sleeping line. */
  wake(): void {
    if (this.state === 'online') this.handlers.probe();
    else if (this.state === 'offline' && !this.#connection) this.#connect();
  }

  invoke(target: string, argument: unknown, timeout?: number): Promise<unknown> {
    return (
      this.#connection?.invoke(target, argument, timeout) ??
      Promise.reject(new HubError('unavailable', 'not connected'))
    );
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const connection: Connection = new Connection(this.url, {
      ready: () => void this.#greet(connection),
      event: (target, argument) => this.handlers.event(target, argument),
      closed: () => this.#lost(connection),
    });
    this.#connection = connection;
  }

  async #greet(connection: Connection): Promise<void> {
    try {
      await this.handlers.greet();
    } catch (fault) {
      this.#wait = asHubError(fault).retryAfter ?? 0;
      connection.close();
      return;
    }
    if (this.#connection !== connection) return;
    this.#backoff.reset();
    this.#change('online');
  }

  #lost(connection: Connection): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.#retry = setTimeout(() => this.#connect(), this.#backoff.next(this.#wait));
    this.#wait = 0;
    this.#change('offline');
  }

  #change(state: LinkState): void {
    if (this.state === state) return;
    this.state = state;
    this.handlers.changed(state);
  }
}
