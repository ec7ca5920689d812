import type { AfterAnswer, Entry, EntryEvent } from '../transport/protocol';

/** The entries known so far and the revision up to which nothing is missing. */
export class Thread {
  /** Oldest first. */
  entries: Entry[] = [];
  publicRev = 0;
  readonly #byId = new Map<string, Entry>();

  /** Takes an event; false when revisions before it are missing and have to be fetched. */
  receive(event: EntryEvent): boolean {
    if (event.publicRev > this.publicRev + 1) return false;
    this.#put([event.entry]);
    this.publicRev = Math.max(this.publicRev, event.publicRev);
    return true;
  }

  take(answer: AfterAnswer): void {
    this.#put(answer.entries);
    this.publicRev = Math.max(this.publicRev, answer.publicRev);
  }

  has(clientId: string): boolean {
    return this.entries.some((entry) => entry.clientId === clientId);
  }

  clear(): void {
    this.#byId.clear();
    this.entries = [];
    this.publicRev = 0;
  }

  #put(entries: Entry[]): void {
    for (const entry of entries) {
      const known = this.#byId.get(entry.id);
      if (!known || known.publicRev < entry.publicRev) this.#byId.set(entry.id, entry);
    }
    this.entries = [...this.#byId.values()].sort((a, b) => a.publicSeq - b.publicSeq);
  }
}
