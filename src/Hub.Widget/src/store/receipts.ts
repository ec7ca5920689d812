import type { Entry } from '../transport/protocol';
import type { Store } from './storage';

const key = 'read';

/** Which of the agents' entries arrived here and which were looked at; tells the hub each step once. */
export class Receipts {
  #read: number;
  #toldRead = 0;
  #toldReceived = 0;

  constructor(
    private readonly store: Store,
    private readonly tell: (call: 'Read' | 'Received', publicSeq: number) => void,
  ) {
    this.#read = store.get<number>(key) ?? 0;
  }

  /** Brings the receipts up to date with the entries; `isLookedAt` while the visitor can see the newest. */
  update(entries: Entry[], isLookedAt: boolean): void {
    const newest = entries.filter((entry) => entry.direction === 'out').at(-1)?.publicSeq ?? 0;
    if (isLookedAt && newest > this.#read) {
      this.#read = newest;
      this.store.set(key, newest);
    }
    if (isLookedAt && newest > this.#toldRead) {
      this.#toldRead = this.#toldReceived = newest;
      this.tell('Read', newest);
    } else if (newest > this.#toldReceived) {
      this.#toldReceived = newest;
      this.tell('Received', newest);
    }
  }

  /** The agents' entries not yet looked at on any of the visitor's screens. */
  unread(entries: Entry[]): Entry[] {
    return entries.filter((entry) => entry.direction === 'out' && entry.publicSeq > this.#read && entry.state !== 'read');
  }

  /** After a reconnect what was told may have been lost: tell again. */
  forgetTold(): void {
    this.#toldRead = this.#toldReceived = 0;
  }

  /** Another tab may have read on. */
  refresh(): void {
    this.#read = Math.max(this.#read, this.store.get<number>(key) ?? 0);
  }

  clear(): void {
    this.#read = 0;
    this.forgetTold();
    this.store.remove(key);
  }
}
