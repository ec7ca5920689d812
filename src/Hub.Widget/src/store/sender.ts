import { Backoff } from '../transport/backoff';
import { asHubError } from '../transport/hubError';
import type { SendAnswer } from '../transport/protocol';
import { exclusive } from './exclusive';
import type { Outbox, OutboxItem } from './outbox';

export interface SenderPort {
  isOnline(): boolean;
  send(item: OutboxItem): Promise<SendAnswer>;
  accepted(item: OutboxItem, answer: SendAnswer): void;
  changed(): void;
}

/** Empties the outbox: one message at a time, in order, in one tab at a time, each until it is acknowledged. */
export class Sender {
  /** The hub asked for a pause. */
  isHeldBack = false;
  #pausedUntil = 0;
  #isRunning = false;
  #isAskedAgain = false;
  #pause: ReturnType<typeof setTimeout> | undefined;
  readonly #backoff = new Backoff();

  constructor(
    private readonly lock: string,
    private readonly outbox: Outbox,
    private readonly port: SenderPort,
  ) {}

  async run(): Promise<void> {
    this.#isAskedAgain = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      if (this.#canSend()) await exclusive(this.lock, () => this.#drain());
    }
    this.#isRunning = false;
  }

  #canSend(): boolean {
    return this.port.isOnline() && this.#pausedUntil <= Date.now() && this.outbox.next() !== undefined;
  }

  async #drain(): Promise<void> {
    // Another tab may have sent while this one waited for its turn.
    this.outbox.refresh();
    for (let item = this.outbox.next(); item && this.#canSend(); item = this.outbox.next()) {
      try {
        const answer = await this.port.send(item);
        this.#backoff.reset();
        this.port.accepted(item, answer);
        this.outbox.remove(item.clientId);
      } catch (fault) {
        const error = asHubError(fault);
        if (error.isDefinite) this.outbox.refuse(item.clientId, error.code);
        else this.#rest(this.#backoff.next(error.retryAfter), error.code === 'rate-limited');
      }
    }
  }

  #rest(wait: number, isAsked: boolean): void {
    clearTimeout(this.#pause);
    this.#pausedUntil = Date.now() + wait;
    this.#pause = setTimeout(() => this.resume(), wait);
    this.isHeldBack = isAsked;
    this.port.changed();
  }

  /** Ends a pause early, as after a fresh connection. */
  resume(): void {
    clearTimeout(this.#pause);
    this.#pausedUntil = 0;
    this.isHeldBack = false;
    this.port.changed();
    void this.run();
  }
}
