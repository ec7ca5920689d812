// A collection: its documents by _id, their indexes, and older states for transactions that still see them.
import { ObjectId } from 'bson';
import { decodeRecord, elements } from '../bson/decode.js';
import { encode } from '../bson/encode.js';
import { key } from '../bson/key.js';
import { CommandError } from '../errors.js';
import { Index, placeLength } from './index.js';
import { Blocked, writeConflict } from './transaction.js';
import { Validator } from './validator.js';

/**
 * @typedef {{ raw: Buffer, doc: Record<string, any>, keepsOrder: boolean, isReplacement?: boolean, keys?: Map<Index, string[]> }} Version
 * @typedef {object} Slot the place of one document for as long as it lives
 * @property {Collection} collection
 * @property {string} id its _id as key
 * @property {string} place what its index entries end with
 * @property {Version | null} current as committed
 * @property {number} since the commit that made it current
 * @property {import('./transaction.js').Transaction} [writer] the open transaction that has written it
 */

const maxDocument = 16 * 1024 * 1024;
let places = 0;

export class Collection {
  /** @type {Map<string, Slot>} */
  slots = new Map();
  /** @type {Map<string, Index>} */
  indexes = new Map();
  /** States before a commit, for open transactions. @type {Map<Slot, { until: number, version: Version | null }[]>} */
  history = new Map();
  isDropped = false;

  /** @param {import('./store.js').Store} store @param {string} db @param {string} name @param {Record<string, any>} [options] */
  constructor(store, db, name, options = {}) {
    this.store = store;
    this.db = db;
    this.name = name;
    this.uuid = store.newUuid();
    this.validator = new Validator(options);
    this.addIndex(new Index({ v: 2, key: { _id: 1 }, name: '_id_' }));
  }

  get namespace() {
    return `${this.db}.${this.name}`;
  }

  /** @param {Index} index */
  addIndex(index) {
    for (const slot of this.slots.values()) {
      if (slot.current === null) continue;
      const keys = keysIn(index, slot.current);
      if (index.unique) for (const text of keys) for (const _ of index.holders(text)) throw this.duplicate(index, slot.current.doc);
      index.add(keys, slot);
    }
    this.indexes.set(index.name, index);
  }

  /** @param {Index} index */
  removeIndex(index) {
    this.indexes.delete(index.name);
    for (const slot of this.slots.values()) slot.current?.keys?.delete(index);
  }

  /** What a reader sees. @param {Slot} slot @param {import('./transaction.js').Transaction} [transaction] @returns {Version | null} */
  visible(slot, transaction) {
    if (!transaction) return slot.current;
    const own = transaction.writes.get(slot);
    if (own !== undefined) return own;
    if (slot.since <= transaction.snapshot) return slot.current;
    return this.history.get(slot)?.find(({ until }) => until > transaction.snapshot)?.version ?? null;
  }

  /** Whether the indexes tell a transaction the truth: nothing changed here since it began, nor by itself. */
  isQuietFor(transaction) {
    return !transaction || (!transaction.touched.has(this) && this.history.size === 0);
  }

  /** Documents whose state for a transaction may differ from what the indexes say. @returns {Iterable<Slot>} */
  *unsettledFor(transaction) {
    yield* transaction.touched.get(this) ?? [];
    for (const slot of this.history.keys()) if (!transaction.writes.has(slot)) yield slot;
  }

  /** @param {Buffer} bytes a document from a client @returns {Version} with its _id in front, and the server's time for empty ones */
  prepare(bytes) {
    const raw = withId(bytes);
    this.#fillTimes(raw);
    if (raw.length > maxDocument) throw new CommandError('BSONObjectTooLarge', `object to insert too large. size in bytes: ${raw.length}, max size: ${maxDocument}`);
    const record = decodeRecord(raw);
    if (Array.isArray(record.doc._id) || record.doc._id?._bsontype === 'BSONRegExp') {
      throw new CommandError('BadValue', "The '_id' value cannot be an array or a regular expression");
    }
    return { raw, ...record };
  }

  /** Empty timestamps of the outermost level, but not that of _id, become moments of their own. @param {Buffer} raw */
  #fillTimes(raw) {
    for (const { name, type, valueStart } of elements(raw)) {
      if (type !== 0x11 || name === '_id' || raw.readBigUInt64LE(valueStart) !== 0n) continue;
      const { t, i } = this.store.oplog.tick();
      raw.writeUInt32LE(i, valueStart);
      raw.writeUInt32LE(t, valueStart + 4);
    }
  }

  /** @param {Record<string, any>} doc a changed document @returns {Version} */
  version(doc) {
    const raw = encode(doc);
    if (raw.length > maxDocument) throw new CommandError('BSONObjectTooLarge', `Resulting document after update is larger than ${maxDocument}`);
    return { raw, ...decodeRecord(raw) };
  }

  /** @param {Version} version @param {import('./transaction.js').Transaction} [transaction] */
  insert(version, transaction) {
    this.validator.check(version.doc);
    const id = key(version.doc._id);
    let slot = this.slots.get(id);
    if (slot) this.#mayWrite(slot, transaction);
    if (slot && this.visible(slot, transaction)) throw this.duplicate(this.indexes.get('_id_'), version.doc);
    slot ??= { collection: this, id, place: (++places).toString(36).padStart(placeLength, '0'), current: null, since: 0, writer: undefined };
    this.#write(slot, version, null, transaction);
    this.slots.set(id, slot);
  }

  /** @param {Slot} slot as seen by the transaction @param {Version} version @param {import('./transaction.js').Transaction} [transaction] */
  replace(slot, version, transaction) {
    this.#mayWrite(slot, transaction);
    const before = this.visible(slot, transaction);
    this.validator.check(version.doc, before.doc);
    this.#write(slot, version, before, transaction);
  }

  /** @param {Slot} slot @param {import('./transaction.js').Transaction} [transaction] */
  delete(slot, transaction) {
    this.#mayWrite(slot, transaction);
    this.#write(slot, null, this.visible(slot, transaction), transaction);
  }

  /** A reader of a version that another transaction is changing must not write it. */
  #mayWrite(slot, transaction) {
    if (slot.writer && slot.writer !== transaction) throw transaction ? writeConflict() : new Blocked(slot.writer);
    if (transaction && slot.since > transaction.snapshot) throw writeConflict();
  }

  #write(slot, version, before, transaction) {
    if (version) for (const index of this.indexes.values()) keysIn(index, version);
    for (const index of this.indexes.values()) if (index.unique && version) this.#checkUnique(index, slot, version, before, transaction);
    if (!transaction) {
      this.store.commit((changes) => this.settle(slot, version, changes));
      return;
    }
    for (const index of this.indexes.values()) {
      if (!index.unique) continue;
      for (const text of before ? keysIn(index, before) : []) transaction.hold(index, text);
      for (const text of version ? keysIn(index, version) : []) transaction.hold(index, text);
    }
    transaction.write(this, slot, version);
  }

  #checkUnique(index, slot, version, before, transaction) {
    const old = before ? keysIn(index, before) : [];
    for (const text of keysIn(index, version)) {
      if (old.includes(text)) continue;
      const holder = index.pending.get(text);
      if (holder && holder !== transaction) throw transaction ? writeConflict() : new Blocked(holder);
      for (const other of index.holders(text)) {
        if (other === slot) continue;
        if (transaction && other.since > transaction.snapshot) throw writeConflict();
        const seen = this.visible(other, transaction);
        if (seen && keysIn(index, seen).includes(text)) throw this.duplicate(index, version.doc);
      }
      if (!holder) continue;
      for (const other of transaction.touched.get(this) ?? []) {
        const own = other === slot ? null : transaction.writes.get(other);
        if (own && keysIn(index, own).includes(text)) throw this.duplicate(index, version.doc);
      }
    }
  }

  /**
   * Makes a write the committed state.
   * @param {Slot} slot @param {Version | null} version @param {any[]} changes for the oplog @param {{ lsid: any, txnNumber: any }} [transaction]
   */
  settle(slot, version, changes, transaction) {
    const before = slot.current;
    if (before === version) {
      if (before === null) this.forget(slot);
      return;
    }
    for (const index of this.indexes.values()) {
      const old = before ? keysIn(index, before) : [];
      const added = version ? keysIn(index, version) : [];
      if (old.length === added.length && old.every((text, i) => text === added[i])) continue;
      index.remove(old, slot);
      index.add(added, slot);
    }
    if (this.store.open.size > 0) {
      if (!this.history.has(slot)) this.history.set(slot, []);
      this.store.historical.add(this);
      this.history.get(slot).push({ until: this.store.commits, version: before });
    }
    slot.current = version;
    slot.since = this.store.commits;
    if (version === null) this.forget(slot);
    const type = before === null ? 'insert' : version === null ? 'delete' : version.isReplacement ? 'replace' : 'update';
    changes.push({ type, db: this.db, collection: this.name, id: (version ?? before).doc._id, before: type === 'update' ? before.raw : undefined, after: version?.raw, transaction });
  }

  /** @param {Slot} slot that has no committed document */
  forget(slot) {
    if (this.slots.get(slot.id) === slot && !this.history.has(slot)) this.slots.delete(slot.id);
  }

  /** Throws away states that no transaction sees. @param {number} oldest the snapshot of the oldest one */
  prune(oldest) {
    for (const [slot, states] of this.history) {
      const needed = states.filter(({ until }) => until > oldest);
      if (needed.length > 0) {
        this.history.set(slot, needed);
        continue;
      }
      this.history.delete(slot);
      if (slot.current === null && !slot.writer) this.forget(slot);
    }
  }

  /** @param {Index} index @param {Record<string, any>} doc */
  duplicate(index, doc) {
    const keyValue = index.valueOf(doc);
    const shown = Object.entries(keyValue).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
    return new CommandError('DuplicateKey', `E11000 duplicate key error collection: ${this.namespace} index: ${index.name} dup key: { ${shown} }`, {
      details: { keyPattern: index.spec.key, keyValue },
    });
  }
}

/** @param {Index} index @param {Version} version @returns {string[]} */
export function keysIn(index, version) {
  version.keys ??= new Map();
  if (!version.keys.has(index)) version.keys.set(index, index.keysOf(version.doc));
  return version.keys.get(index);
}

/** @param {Buffer} bytes @returns {Buffer} a copy that begins with _id */
function withId(bytes) {
  let element;
  for (const candidate of elements(bytes)) {
    if (candidate.name === '_id') {
      element = candidate;
      break;
    }
  }
  if (element?.start === 4) return Buffer.from(bytes);
  const id = element ? bytes.subarray(element.start, element.end) : encode({ _id: new ObjectId() }).subarray(4, -1);
  const rest = element ? [bytes.subarray(4, element.start), bytes.subarray(element.end)] : [bytes.subarray(4)];
  const raw = Buffer.concat([Buffer.alloc(4), id, ...rest]);
  raw.writeInt32LE(raw.length, 0);
  return raw;
}
