// find, getMore, killCursors, count and distinct.
import { Long } from 'bson';
import { equal } from '../bson/compare.js';
import { CommandError } from '../errors.js';
import { isTrue } from '../query/truth.js';
import { Query } from '../query/execute.js';
import { walk } from '../query/paths.js';
import { projectionOf } from '../query/projection.js';
import { defaultBatch, ResultCursor } from '../store/cursors.js';
import { checkCollation } from './writes.js';

const noCursor = Long.fromNumber(0);

/** The first batch of a cursor, which stays open when there is more. */
export function firstBatch(call, cursor, size, isSingle = false) {
  const { documents, ...more } = cursor.next(size);
  const isOpen = !isSingle && !cursor.isDone;
  const id = isOpen ? call.store.cursors.add(cursor, { session: call.sessionName, transaction: call.transaction }) : noCursor;
  return { cursor: { firstBatch: documents, ...more, id, ns: cursor.namespace }, ok: 1 };
}

/** What a query gives, from `skip` on and at most `limit`. @param {Query} query */
export function taken(query, skip = 0, limit = 0) {
  const found = [];
  let passed = 0;
  for (const item of query.run()) {
    if (passed++ < skip) continue;
    found.push(item);
    if (limit > 0 && found.length === limit) break;
  }
  return found;
}

function find(call) {
  const { filter, sort, projection, hint, singleBatch, collation, let: variables } = call.body;
  checkCollation(collation);
  for (const option of ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'min', 'max']) {
    if (isTrue(call.body[option])) throw new CommandError('CommandNotSupported', `this test server does not know ${option} of find`);
  }
  const limit = call.integer('limit', 0);
  const project = projectionOf(projection);
  const query = new Query(call.collection, { filter, sort, hint, variables }, call.transaction);
  const documents = taken(query, call.integer('skip', 0), Math.abs(limit)).map(({ version }) => project(version));
  return firstBatch(call, new ResultCursor(call.namespace, documents), call.integer('batchSize', defaultBatch), isTrue(singleBatch) || limit < 0);
}

async function getMore(call) {
  const id = call.body.getMore;
  if (id?._bsontype !== 'Long') throw new CommandError('TypeMismatch', 'getMore needs a cursor id of type long');
  const cursor = call.store.cursors.get(id, { transaction: call.transaction });
  const ns = `${call.db}.${call.body.collection}`;
  if (cursor.namespace !== ns) throw new CommandError('Unauthorized', `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.namespace}`);
  const { documents, ...more } = await (cursor.await?.(call) ?? cursor.next(call.integer('batchSize', Infinity) || Infinity));
  if (cursor.isDone) call.store.cursors.kill(id);
  return { cursor: { nextBatch: documents, ...more, id: cursor.isDone ? noCursor : id, ns }, ok: 1 };
}

function killCursors(call) {
  const killed = [];
  const unknown = [];
  for (const id of call.body.cursors) (call.store.cursors.kill(id) ? killed : unknown).push(id);
  return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

function count(call) {
  const { query: filter, hint, collation } = call.body;
  checkCollation(collation);
  const query = new Query(call.collection, { filter, hint });
  return { n: taken(query, call.integer('skip', 0), Math.abs(call.integer('limit', 0))).length, ok: 1 };
}

function distinct(call) {
  const { key: path, query: filter, hint, collation } = call.body;
  checkCollation(collation);
  const values = [];
  for (const { version } of new Query(call.collection, { filter, hint }, call.transaction).run()) {
    walk(version.doc, path.split('.'), (value) => {
      for (const item of Array.isArray(value) ? value : [value]) if (item !== undefined && !values.some((other) => equal(other, item))) values.push(item);
      return false;
    });
  }
  return { values, ok: 1 };
}

export const findFields = [
  'filter', 'sort', 'projection', 'hint', 'skip', 'limit', 'batchSize', 'singleBatch', 'collation', 'let', 'noCursorTimeout', 'allowPartialResults', 'allowDiskUse',
  'tailable', 'awaitData', 'returnKey', 'showRecordId', 'min', 'max',
];

/** @type {import('./registry.js').Command[]} */
export const reads = [
  { name: 'find', fields: findFields, run: find, inTransaction: true },
  { name: 'getMore', fields: ['collection', 'batchSize'], run: getMore, inTransaction: true },
  { name: 'killCursors', fields: ['cursors'], run: killCursors, inTransaction: true },
  { name: 'count', fields: ['query', 'hint', 'skip', 'limit', 'collation'], run: count },
  { name: 'distinct', fields: ['key', 'query', 'hint', 'collation'], run: distinct, inTransaction: true },
];
