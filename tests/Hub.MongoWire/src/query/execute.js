// Runs a plan: candidates from indexes, seen as the reader sees them, tested by the filter.
import { compileFilter } from './matcher.js';
import { plan } from './planner.js';
import { orderOf, sorted, sortKeyOf, sortOf } from './sort.js';

/** @typedef {{ slot: import('../store/collection.js').Slot, version: import('../store/collection.js').Version }} Found */

export class Query {
  /**
   * @param {import('../store/collection.js').Collection | undefined} collection
   * @param {{ filter?: Record<string, any>, sort?: Record<string, any>, hint?: any, variables?: Record<string, any> }} query
   * @param {import('../store/transaction.js').Transaction} [transaction]
   */
  constructor(collection, { filter = {}, sort, hint, variables }, transaction) {
    this.collection = collection;
    this.transaction = transaction;
    this.sort = sortOf(sort);
    this.filter = compileFilter(filter, variables);
    this.plan = collection && plan(collection, filter, this.sort, hint);
    this.keysExamined = 0;
    this.docsExamined = 0;
  }

  /** @returns {Iterable<Found>} in the order asked for */
  run() {
    if (!this.collection) return [];
    if (this.collection.isQuietFor(this.transaction)) return this.plan.isSorted ? this.#matching(this.#ordered()) : this.#sortedOf(this.#matching(this.#concatenated()));
    return this.#sortedOf(this.#matching(this.#concatenated(), true));
  }

  /** @param {import('../store/collection.js').Slot} slot @returns {Found | undefined} the document if it still fits */
  again(slot) {
    const version = this.collection.visible(slot, this.transaction);
    return version && this.filter.test(version.doc) ? { slot, version } : undefined;
  }

  *#sortedOf(found) {
    yield* sorted([...found], this.sort, ({ version }) => version.doc);
  }

  *#matching(slots, hasUnsettled = false) {
    const unsettled = new Set(hasUnsettled ? this.collection.unsettledFor(this.transaction) : []);
    for (const slot of slots) {
      if (unsettled.has(slot)) continue;
      const found = this.#examine(slot);
      if (found) yield found;
    }
    for (const slot of unsettled) {
      const found = this.#examine(slot);
      if (found) yield found;
    }
  }

  #examine(slot) {
    this.docsExamined++;
    return this.again(slot);
  }

  *#concatenated() {
    const { scans } = this.plan;
    if (!scans) {
      yield* this.collection.slots.values();
      return;
    }
    const seen = mayRepeat(scans) ? new Set() : undefined;
    for (const scan of scans) {
      for (const slot of this.#entries(scan)) {
        if (seen?.has(slot)) continue;
        seen?.add(slot);
        yield slot;
      }
    }
  }

  *#ordered() {
    const { scans } = this.plan;
    if (!scans || scans.length === 1 || this.sort.length === 0) {
      yield* this.#concatenated();
      return;
    }
    const keyOf = sortKeyOf(this.sort);
    const order = orderOf(this.sort);
    const seen = new Set();
    const heads = scans.map((scan) => this.#entries(scan)).map((entries) => headOf(entries, keyOf)).filter(Boolean);
    while (heads.length > 0) {
      let least = 0;
      for (let i = 1; i < heads.length; i++) if (order(heads[i].key, heads[least].key) < 0) least = i;
      const head = heads[least];
      if (!seen.has(head.slot)) {
        seen.add(head.slot);
        yield head.slot;
      }
      const next = headOf(head.entries, keyOf);
      if (next) heads[least] = next;
      else heads.splice(least, 1);
    }
  }

  *#entries({ index, from, to, backward }) {
    for (const [, slot] of index.entries.between(from, to, backward)) {
      this.keysExamined++;
      yield slot;
    }
  }
}

function headOf(entries, keyOf) {
  const { value: slot, done } = entries.next();
  return done ? undefined : { slot, key: keyOf(slot.current.doc), entries };
}

const mayRepeat = (scans) => scans.length > 1 || scans.some(({ index }) => index.isMultikey);
