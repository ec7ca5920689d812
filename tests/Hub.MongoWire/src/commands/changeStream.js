// Change streams: a cursor that follows the oplog.
import { Timestamp } from 'bson';
import { runStages } from '../aggregate/stages.js';
import { decode } from '../bson/decode.js';
import { encode, RawDocument } from '../bson/encode.js';
import { key } from '../bson/key.js';
import { CommandError } from '../errors.js';
import { isDocument } from '../query/paths.js';
import { firstBatch } from './reads.js';

const optionNames = new Set(['fullDocument', 'fullDocumentBeforeChange', 'resumeAfter', 'startAfter', 'startAtOperationTime', 'allChangesForCluster', 'showExpandedEvents']);
const laterStages = new Set(['$match', '$project', '$addFields', '$set', '$unset', '$replaceRoot', '$replaceWith']);
/** How long a getMore waits when it does not say. */
const defaultWait = 1000;

/** @param {import('./call.js').Call} call @param {number} batchSize */
export function openChangeStream(call, batchSize) {
  if (call.transaction) throw new CommandError('OperationNotSupportedInTransaction', '$changeStream may not be used in a transaction');
  const [{ $changeStream: options }, ...stages] = call.body.pipeline;
  for (const name of Object.keys(options)) if (!optionNames.has(name)) throw new CommandError('Location40415', `BSON field '$changeStream.${name}' is an unknown field.`);
  for (const stage of stages) if (!laterStages.has(Object.keys(stage)[0])) throw new CommandError('IllegalOperation', `${Object.keys(stage)[0]} is not permitted in a $changeStream pipeline`);
  if (!['default', 'updateLookup', undefined].includes(options.fullDocument)) throw new CommandError('CommandNotSupported', 'this test server knows fullDocument default and updateLookup');
  if (![undefined, 'off'].includes(options.fullDocumentBeforeChange)) throw new CommandError('CommandNotSupported', 'this test server keeps no pre-images');
  const scope = typeof call.body.aggregate === 'string' ? { db: call.db, collection: call.target } : options.allChangesForCluster ? {} : { db: call.db };
  return firstBatch(call, new ChangeStream(call.store, scope, options, stages), batchSize || 1);
}

class ChangeStream {
  isDone = false;
  #closed = false;
  #wait;

  constructor(store, scope, options, stages) {
    this.store = store;
    this.scope = scope;
    this.stages = stages;
    this.looksUp = options.fullDocument === 'updateLookup';
    this.namespace = scope.db === undefined ? 'admin.$cmd.aggregate' : `${scope.db}.${scope.collection ?? '$cmd.aggregate'}`;
    const { position, token } = start(store, options);
    this.position = position;
    this.token = token;
  }

  /** @param {number} size */
  next(size) {
    const documents = [];
    while (documents.length < size && !this.isDone) {
      const change = this.store.oplog.read(this.position);
      if (change === null) throw lost();
      if (change === undefined) break;
      this.position++;
      for (const event of this.#eventsOf(change)) {
        this.token = event._id;
        documents.push(...runStages([event], this.stages).map((doc) => new RawDocument(encode(doc))));
        if (event.operationType === 'invalidate') this.isDone = true;
      }
    }
    if (this.store.oplog.read(this.position) === undefined && documents.length === 0) this.token = tokenOf(this.store.oplog.now, Number.MAX_SAFE_INTEGER);
    return { documents, postBatchResumeToken: this.token };
  }

  /** What is there, or else what comes in the time that the call allows. @param {import('./call.js').Call} call */
  async await(call) {
    const size = call.integer('batchSize', Infinity) || Infinity;
    const end = Date.now() + call.integer('maxTimeMS', defaultWait);
    for (;;) {
      const batch = this.next(size);
      const left = end - Date.now();
      if (batch.documents.length > 0 || left <= 0 || this.#closed || call.connection.isClosed) return batch;
      this.#wait = this.store.oplog.wait(left);
      await this.#wait.ended;
    }
  }

  close() {
    this.#closed = true;
    this.#wait?.cancel();
  }

  *#eventsOf(change) {
    const { db, collection } = this.scope;
    if ((db !== undefined && change.db !== db) || (collection !== undefined && change.collection !== undefined && change.collection !== collection)) return;
    const event = {
      _id: tokenOf(change.time, change.within),
      operationType: change.type,
      clusterTime: change.time,
      wallTime: new Date(change.time.t * 1000),
      ns: { db: change.db, coll: change.collection },
      ...(change.transaction ? { txnNumber: change.transaction.txnNumber, lsid: change.transaction.lsid } : {}),
    };
    if (change.id !== undefined) event.documentKey = { _id: change.id };
    if (change.type === 'insert' || change.type === 'replace') event.fullDocument = decode(change.after);
    if (change.type === 'update') {
      event.updateDescription = difference(decode(change.before), decode(change.after));
      if (this.looksUp) event.fullDocument = this.#current(change) ?? null;
    }
    yield event;
    if (change.type === 'drop' && collection !== undefined) yield { _id: tokenOf(change.time, change.within + 1), operationType: 'invalidate', clusterTime: change.time, wallTime: event.wallTime };
  }

  #current(change) {
    return this.store.find(change.db, change.collection)?.slots.get(key(change.id))?.current?.doc;
  }
}

function start(store, options) {
  const token = options.resumeAfter ?? options.startAfter;
  if (token) {
    const { time, within } = readToken(token);
    const position = store.oplog.after(time, within);
    if (position === null) throw lost();
    return { position, token };
  }
  if (options.startAtOperationTime) {
    const { t, i } = options.startAtOperationTime;
    const position = store.oplog.after(new Timestamp({ t, i }), -1);
    if (position === null) throw lost();
    return { position, token: tokenOf(options.startAtOperationTime, -1) };
  }
  return { position: store.oplog.end, token: tokenOf(store.oplog.now, Number.MAX_SAFE_INTEGER) };
}

const lost = () => new CommandError('ChangeStreamHistoryLost', 'Resume of change stream was not possible, as the resume point may no longer be in the oplog.', { labels: ['NonResumableChangeStreamError'] });

/** A token sorts as its moment does. */
function tokenOf({ t, i }, within) {
  const place = Math.min(within + 1, 0xffffffff);
  return { _data: [t, i, place].map((number) => number.toString(16).padStart(8, '0')).join('').toUpperCase() };
}

function readToken({ _data }) {
  if (typeof _data !== 'string' || !/^[0-9A-F]{24}$/.test(_data)) throw new CommandError('FailedToParse', 'Bad resume token');
  const [t, i, place] = [0, 8, 16].map((at) => parseInt(_data.slice(at, at + 8), 16));
  return { time: new Timestamp({ t, i }), within: place - 1 };
}

/** Changed and removed fields by their dotted paths. */
function difference(before, after) {
  const result = { updatedFields: {}, removedFields: [], truncatedArrays: [] };
  compareFields(before, after, '', result);
  return result;
}

function compareFields(before, after, prefix, result) {
  for (const name of Object.keys(before)) if (after[name] === undefined) result.removedFields.push(prefix + name);
  for (const name of Object.keys(after)) {
    const [old, now] = [before[name], after[name]];
    if (old !== undefined && isSame(old, now)) continue;
    if (isDocument(old) && isDocument(now)) compareFields(old, now, `${prefix}${name}.`, result);
    else result.updatedFields[prefix + name] = now;
  }
}

const isSame = (a, b) => encode({ a }).equals(encode({ a: b }));
