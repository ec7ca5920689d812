// Everything this server holds: databases, the oplog, sessions, open transactions and cursors.
import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { CommandError } from '../errors.js';
import { Collection } from './collection.js';
import { Cursors } from './cursors.js';
import { Oplog } from './oplog.js';
import { Sessions } from './sessions.js';

const badName = /[\0$]|^\.|\.\.|^$/;

export class Store {
  /** @type {Map<string, Map<string, Collection>>} */
  databases = new Map();
  oplog = new Oplog();
  sessions = new Sessions(this);
  cursors = new Cursors();
  /** How many commits there were; what a transaction sees is told by it. */
  commits = 0;
  /** Transactions that have begun to read. @type {Set<import('./transaction.js').Transaction>} */
  open = new Set();
  /** Collections that keep older states for them. @type {Set<Collection>} */
  historical = new Set();
  /** After so many milliseconds an open transaction is aborted. */
  transactionLifetime = 60_000;

  newUuid() {
    return new Binary(randomBytes(16), 4);
  }

  /** @param {string} db @param {string} name @returns {Collection | undefined} */
  find(db, name) {
    return this.databases.get(db)?.get(name);
  }

  /** @param {string} db @param {string} name @param {Record<string, any>} [options] of its validator @returns {Collection} */
  create(db, name, options) {
    if (badName.test(name) || /[\0 "$./\\]|^$/.test(db)) throw new CommandError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
    const collection = new Collection(this, db, name, options);
    if (!this.databases.has(db)) this.databases.set(db, new Map());
    this.databases.get(db).set(name, collection);
    return collection;
  }

  /** @param {string} db @param {string} name @returns {Collection} made at its first write */
  ensure(db, name) {
    return this.find(db, name) ?? this.create(db, name);
  }

  /** @param {Collection} collection */
  drop(collection) {
    collection.isDropped = true;
    const collections = this.databases.get(collection.db);
    collections.delete(collection.name);
    if (collections.size === 0) this.databases.delete(collection.db);
    this.commit((changes) => changes.push({ type: 'drop', db: collection.db, collection: collection.name }));
  }

  /** One commit: what the work writes becomes visible together. @param {(changes: any[]) => void} work */
  commit(work) {
    this.commits++;
    this.oplog.tick();
    const changes = [];
    work(changes);
    this.oplog.append(changes);
  }

  /** Throws away what no open transaction sees any more. */
  prune() {
    const oldest = Math.min(Infinity, ...[...this.open].map(({ snapshot }) => snapshot));
    for (const collection of this.historical) {
      collection.prune(oldest);
      if (collection.history.size === 0) this.historical.delete(collection);
    }
  }

  /** Open transactions that have written to a collection. @param {Collection} collection */
  writersOf(collection) {
    return [...this.open].filter((transaction) => transaction.touched.has(collection));
  }
}
