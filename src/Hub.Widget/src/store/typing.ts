const repeatAfter = 3_000;
const idleAfter = 5_000;
/** An agent whose "off" got lost stops typing at the latest then. */
const staleAfter = 20_000;

type Timer = ReturnType<typeof setTimeout> | undefined;

/** The visitor's own typing: told at most every 3 s, taken back after 5 s of rest. */
export class OwnTyping {
  #saidAt = 0;
  #idle: Timer;

  constructor(private readonly tell: (on: boolean) => void) {}

  key(): void {
    const now = Date.now();
    if (!this.#saidAt || now - this.#saidAt >= repeatAfter) {
      this.#saidAt = now;
      this.tell(true);
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.rest(), idleAfter);
  }

  rest(): void {
    clearTimeout(this.#idle);
    if (!this.#saidAt) return;
    this.#saidAt = 0;
    this.tell(false);
  }
}

/** The agent who is typing, if any. */
export class OthersTyping {
  name: string | undefined;
  #stale: Timer;

  constructor(private readonly changed: () => void) {}

  set(name: string, on: boolean): void {
    clearTimeout(this.#stale);
    this.name = on ? name : undefined;
    if (on) this.#stale = setTimeout(() => this.set(name, false), staleAfter);
    this.changed();
  }
}
