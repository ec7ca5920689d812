import type { AfterAnswer, EntryEvent } from '../transport/protocol';
import { Thread } from './thread';

/** Keeps the thread complete: takes events as they come and fetches whatever they leave out. */
export class Feed {
  readonly thread = new Thread();
  #isBehind = false;
  #running: Promise<void> | undefined;

  constructor(
    private readonly after: (publicRev: number) => Promise<AfterAnswer>,
    private readonly changed: () => void,
  ) {}

  receive(event: EntryEvent): void {
    if (!this.thread.receive(event)) void this.heal();
  }

  /** Fetches all after the last known revision; asked again meanwhile, it looks once more. */
  catchUp(): Promise<void> {
    this.#isBehind = true;
    this.#running ??= this.#fetch().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** As `catchUp`, for a line that may break: it catches up anyway when it is made again. */
  heal(): Promise<void> {
    return this.catchUp().catch(() => undefined);
  }

  async #fetch(): Promise<void> {
    while (this.#isBehind) {
      this.#isBehind = false;
      const from = this.thread.publicRev;
      const answer = await this.after(from);
      this.thread.take(answer);
      if (answer.more && this.thread.publicRev > from) this.#isBehind = true;
      this.changed();
    }
  }
}
