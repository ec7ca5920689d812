// aggregate: what a leading $match and $sort can take from an index is taken; the rest runs over the documents.
import { runStages } from '../aggregate/stages.js';
import { encode, RawDocument } from '../bson/encode.js';
import { toInteger } from '../bson/numbers.js';
import { badValue, CommandError } from '../errors.js';
import { Query } from '../query/execute.js';
import { isTrue } from '../query/truth.js';
import { defaultBatch, ResultCursor } from '../store/cursors.js';
import { openChangeStream } from './changeStream.js';
import { currentOperations } from './currentOp.js';
import { firstBatch, taken } from './reads.js';
import { checkCollation } from './writes.js';

/**
 * Splits a pipeline into what a query answers and what is left.
 * @param {Record<string, any>[]} pipeline
 * @returns {{ filter?: any, sort?: any, skip?: number, limit?: number, rest: Record<string, any>[] }}
 */
export function queryOf(pipeline) {
  const rest = pipeline.slice();
  const filters = [];
  while (rest[0]?.$match) filters.push(rest.shift().$match);
  const query = { filter: filters.length === 1 ? filters[0] : filters.length > 1 ? { $and: filters } : {} };
  if (rest[0]?.$sort) query.sort = rest.shift().$sort;
  if (rest[0]?.$skip !== undefined) query.skip = toInteger(rest.shift().$skip, '$skip');
  if (rest[0]?.$limit !== undefined) query.limit = toInteger(rest.shift().$limit, '$limit');
  if (query.limit !== undefined && query.limit <= 0) throw badValue('the limit must be positive');
  return { ...query, rest };
}

function aggregate(call) {
  const { pipeline, cursor, hint, let: variables, collation } = call.body;
  if (!Array.isArray(pipeline)) throw new CommandError('TypeMismatch', "A pipeline must be an array");
  if (!cursor) throw new CommandError('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument");
  if (isTrue(call.body.explain)) throw new CommandError('CommandNotSupported', 'this test server explains through the command explain only');
  checkCollation(collation);
  const size = cursor.batchSize === undefined ? defaultBatch : toInteger(cursor.batchSize, 'batchSize');
  if (pipeline[0]?.$changeStream) return openChangeStream(call, size);
  const isOnCollection = typeof call.body.aggregate === 'string';
  const namespace = isOnCollection ? call.namespace : `${call.db}.$cmd.aggregate`;
  const documents = isOnCollection ? onCollection(call, pipeline, hint, variables) : onNothing(call, pipeline, variables);
  return firstBatch(call, new ResultCursor(namespace, documents), size);
}

function onNothing(call, pipeline, variables) {
  const operations = pipeline[0]?.$currentOp;
  const found = operations ? currentOperations(call, operations) : [];
  return runStages(found, operations ? pipeline.slice(1) : pipeline, surroundings(call, variables)).map(encoded);
}

function onCollection(call, pipeline, hint, variables) {
  const { rest, skip, limit, ...query } = queryOf(pipeline);
  const found = taken(new Query(call.collection, { ...query, hint, variables }, call.transaction), skip, limit);
  if (rest.length === 0) return found.map(({ version }) => new RawDocument(version.raw));
  return runStages(found.map(({ version }) => version.doc), rest, surroundings(call, variables)).map(encoded);
}

const encoded = (doc) => new RawDocument(encode(doc));

function surroundings(call, variables) {
  return {
    variables,
    collectionOf: (name) => taken(new Query(call.store.find(call.db, name), {}, call.transaction)).map(({ version }) => version.doc),
  };
}

/** @type {import('./registry.js').Command[]} */
export const aggregation = [
  {
    name: 'aggregate',
    fields: ['pipeline', 'cursor', 'hint', 'let', 'collation', 'allowDiskUse', 'explain', 'bypassDocumentValidation'],
    run: aggregate,
    inTransaction: true,
  },
];
