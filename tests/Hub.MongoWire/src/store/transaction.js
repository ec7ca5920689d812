// A multi-document transaction: what it sees, what it wrote, and what it holds against others.
import { CommandError } from '../errors.js';

/** A write outside a transaction meets a document that an open transaction has written: it has to wait for its end. */
export class Blocked extends Error {
  /** @param {Transaction} by */
  constructor(by) {
    super('blocked by a transaction');
    this.name = 'Blocked';
    this.by = by;
  }
}

export function writeConflict() {
  return new CommandError('WriteConflict', 'WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.', {
    labels: ['TransientTransactionError'],
  });
}

export class Transaction {
  /** @type {'open' | 'committed' | 'aborted'} */
  state = 'open';
  /** The number of the last commit it sees; set by its first read or write. @type {number | undefined} */
  snapshot = undefined;
  startedAt = Date.now();
  /** Milliseconds in which a command ran in it. */
  activeFor = 0;
  /** @type {Map<import('./collection.js').Slot, import('./collection.js').Version | null>} */
  writes = new Map();
  /** @type {{ index: import('./index.js').Index, text: string }[]} */
  #keys = [];
  /** Slots of documents inserted here, by collection. @type {Map<import('./collection.js').Collection, Set<import('./collection.js').Slot>>} */
  touched = new Map();

  /** @param {import('./store.js').Store} store @param {{ lsid: any, txnNumber: any }} name */
  constructor(store, name) {
    this.store = store;
    this.name = name;
    this.ended = new Promise((resolve) => (this.finish = resolve));
    this.timer = setTimeout(() => this.abort(), store.transactionLifetime);
    this.timer.unref();
  }

  /** Begins to see: nothing that is committed from here on. */
  open() {
    if (this.snapshot !== undefined) return;
    this.snapshot = this.store.commits;
    this.store.open.add(this);
  }

  /** @param {import('./index.js').Index} index @param {string} text */
  hold(index, text) {
    index.pending.set(text, this);
    this.#keys.push({ index, text });
  }

  /**
   * Takes note of a document's new state.
   * @param {import('./collection.js').Collection} collection @param {import('./collection.js').Slot} slot @param {import('./collection.js').Version | null} version
   */
  write(collection, slot, version) {
    slot.writer = this;
    this.writes.set(slot, version);
    if (!this.touched.has(collection)) this.touched.set(collection, new Set());
    this.touched.get(collection).add(slot);
  }

  commit() {
    if (this.state !== 'open') return;
    this.#end('committed', () => {
      if (this.writes.size === 0) return;
      this.store.commit((changes) => {
        for (const [slot, version] of this.writes) slot.collection.settle(slot, version, changes, this.name);
      });
    });
  }

  abort() {
    if (this.state !== 'open') return;
    this.#end('aborted', () => {
      for (const slot of this.writes.keys()) if (slot.current === null) slot.collection.forget(slot);
    });
  }

  #end(state, work) {
    clearTimeout(this.timer);
    for (const { index, text } of this.#keys) index.pending.delete(text);
    for (const slot of this.writes.keys()) slot.writer = undefined;
    this.store.open.delete(this);
    work();
    this.state = state;
    this.writes = new Map();
    this.touched = new Map();
    this.store.prune();
    this.finish();
  }
}
