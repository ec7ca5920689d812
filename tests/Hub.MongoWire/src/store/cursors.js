// Open cursors: results that wait to be fetched, and change streams.
import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { CommandError } from '../errors.js';

export const defaultBatch = 101;
/** A batch ends before its reply would grow past what a client takes. */
const maxBatchBytes = 15 * 1024 * 1024;

/** As the real server: a cursor that nobody asks any more is closed. */
const idleLimit = 10 * 60_000;

/** Results that are all known. */
export class ResultCursor {
  /** @param {string} namespace @param {import('../bson/encode.js').RawDocument[]} documents */
  constructor(namespace, documents) {
    this.namespace = namespace;
    this.documents = documents;
    this.at = 0;
  }

  get isDone() {
    return this.at >= this.documents.length;
  }

  /** @param {number} size @returns {{ documents: import('../bson/encode.js').RawDocument[] }} */
  next(size) {
    let bytes = 0;
    const start = this.at;
    while (!this.isDone && this.at - start < size) {
      bytes += this.documents[this.at].bytes.length;
      if (bytes > maxBatchBytes && this.at > start) break;
      this.at++;
    }
    return { documents: this.documents.slice(start, this.at) };
  }

  close() {}
}

export class Cursors {
  /** @type {Map<string, { cursor: any, session?: string, transaction?: any, usedAt: number }>} */
  #open = new Map();

  /** @param {any} cursor @param {{ session?: string, transaction?: any }} owner @returns {Long} */
  add(cursor, owner) {
    const id = Long.fromBigInt(randomBytes(8).readBigUInt64BE() >> 2n);
    const now = Date.now();
    for (const [other, { usedAt }] of this.#open) if (now - usedAt > idleLimit) this.kill(other);
    this.#open.set(id.toString(), { cursor, ...owner, usedAt: now });
    return id;
  }

  /** @param {Long} id @param {{ session?: string, transaction?: any }} asker */
  get(id, { transaction }) {
    const found = this.#open.get(id.toString());
    if (!found) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    if (found.transaction !== transaction) throw new CommandError('InvalidOptions', `Cannot run getMore on cursor ${id} outside the transaction it was made in`);
    found.usedAt = Date.now();
    return found.cursor;
  }

  /** @param {Long | string} id @returns {boolean} */
  kill(id) {
    const found = this.#open.get(id.toString());
    found?.cursor.close();
    return this.#open.delete(id.toString());
  }

  /** @param {string} session */
  killOf(session) {
    for (const [id, { cursor, session: owner }] of this.#open) {
      if (owner !== session) continue;
      cursor.close();
      this.#open.delete(id);
    }
  }
}
