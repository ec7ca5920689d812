// Aggregation stages: those that order or group work on BSON values, the others are mingo's.
import { evalExpr as evaluate } from 'mingo/core';
import { Aggregator } from 'mingo/aggregator';
import { $addFields, $documents, $limit, $match, $project, $replaceRoot, $replaceWith, $set, $skip, $unionWith, $unset, $unwind } from 'mingo/operators/pipeline';
import { $elemMatch as $elemMatchProjection, $slice as $sliceProjection } from 'mingo/operators/projection';
import { Lazy } from 'mingo/lazy';
import { equal } from '../bson/compare.js';
import { key } from '../bson/key.js';
import { toDouble, toInteger } from '../bson/numbers.js';
import { badValue, CommandError } from '../errors.js';
import { queryContext, translated } from '../query/matcher.js';
import { isDocument, walkOpened } from '../query/paths.js';
import { sorted, sortOf } from '../query/sort.js';
import { accumulate } from './accumulators.js';

function $sort(docs, spec) {
  const sort = sortOf(spec);
  return docs.transform((items) => Lazy(sorted(items, sort)));
}

/** Of nothing there is no count, not even 0. */
function $count(docs, name) {
  if (typeof name !== 'string' || name === '' || name.startsWith('$') || name.includes('.')) throw badValue('the count field must be a non-empty name without $ and dots');
  return docs.transform((items) => Lazy(items.length === 0 ? [] : [{ [name]: items.length }]));
}

function $group(docs, { _id, ...fields }, options) {
  if (_id === undefined) throw badValue('a group specification must include an _id');
  return docs.transform((items) => {
    const groups = new Map();
    for (const doc of items) {
      const id = evaluate(doc, _id, options) ?? null;
      const text = key(id);
      if (!groups.has(text)) groups.set(text, { id, docs: [] });
      groups.get(text).docs.push(doc);
    }
    return Lazy([...groups.values()].map((group) => {
      const result = { _id: group.id };
      for (const name of Object.keys(fields)) result[name] = accumulate(fields[name], group.docs, options);
      return result;
    }));
  });
}

function $lookup(docs, { from, localField, foreignField, as, pipeline = [], let: letVariables, ...unknown }, options) {
  if (letVariables !== undefined || Object.keys(unknown).length > 0 || !localField || !foreignField) {
    throw new CommandError('CommandNotSupported', 'this test server knows from, localField, foreignField, pipeline and as of $lookup');
  }
  const others = options.collectionResolver(from);
  const valuesOf = (doc, path) => {
    const values = [];
    walkOpened(doc, path.split('.'), (value) => {
      if (!Array.isArray(value)) values.push(value ?? null);
      return false;
    });
    return values;
  };
  return docs.map((doc) => {
    const wanted = valuesOf(doc, localField);
    const found = others.filter((other) => valuesOf(other, foreignField).some((value) => wanted.some((local) => equal(local, value))));
    return { ...doc, [as]: new Aggregator(pipeline, options).run(found, options) };
  });
}

const context = queryContext.constructor.from(queryContext)
  .addPipelineOps({ $addFields, $count, $documents, $group, $limit, $lookup, $match, $project, $replaceRoot, $replaceWith, $set, $skip, $sort, $unionWith, $unset, $unwind })
  .addProjectionOps({ $elemMatch: $elemMatchProjection, $slice: $sliceProjection });

/**
 * @param {Iterable<Record<string, any>>} docs
 * @param {Record<string, any>[]} pipeline as decoded
 * @param {{ collectionOf?: (name: string) => Record<string, any>[], variables?: Record<string, any> }} [surroundings]
 * @returns {Record<string, any>[]}
 */
export function runStages(docs, pipeline, { collectionOf, variables } = {}) {
  const options = { context, scriptEnabled: false, collectionResolver: collectionOf, variables };
  return new Aggregator(pipeline.map(prepared), options).run(docs);
}

/** Checks what mingo would take lightly, and gives it numbers where it expects JavaScript's. */
function prepared(stage) {
  if (!isDocument(stage) || Object.keys(stage).length !== 1) throw new CommandError('Location40323', 'A pipeline stage specification object must contain exactly one field.');
  const [[name, spec]] = Object.entries(stage);
  switch (name) {
    case '$match':
      return { $match: translated(spec) };
    case '$limit':
    case '$skip':
      return { [name]: toInteger(spec, name) };
    case '$project':
      return { $project: plainFlags(spec) };
    case '$unionWith':
      return { $unionWith: typeof spec === 'string' ? spec : { ...spec, pipeline: spec.pipeline?.map(prepared) } };
    case '$lookup':
      return { $lookup: { ...spec, pipeline: spec.pipeline?.map(prepared) } };
    case '$addFields':
    case '$count':
    case '$documents':
    case '$group':
    case '$replaceRoot':
    case '$replaceWith':
    case '$set':
    case '$sort':
    case '$unset':
    case '$unwind':
      return stage;
    default:
      throw new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
  }
}

/** 1 and 0 of any number type. @param {Record<string, any>} spec of a projection */
export function plainFlags(spec) {
  return Object.fromEntries(Object.entries(spec).map(([name, value]) => [
    name,
    value?._bsontype === 'Double' || value?._bsontype === 'Long' ? toDouble(value) : isDocument(value) ? plainFlags(value) : value,
  ]));
}
