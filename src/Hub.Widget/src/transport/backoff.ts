const base = 1_000;
const cap = 30_000;

/** Full jitter: a random share of an exponentially growing, capped span, so that many clients spread out. */
export class Backoff {
  #attempt = 0;

  constructor(private readonly random: () => number = Math.random) {}

  /** The next wait in ms; at least `atLeast` when the server asked for it. */
  next(atLeast = 0): number {
    const span = Math.min(cap, base * 2 ** Math.min(this.#attempt++, 10));
    return atLeast + this.random() * span;
  }

  reset(): void {
    this.#attempt = 0;
  }
}
