// createIndexes, listIndexes and dropIndexes.
import { encode, RawDocument } from '../bson/encode.js';
import { toDouble, toInteger } from '../bson/numbers.js';
import { CommandError } from '../errors.js';
import { sameKey } from '../query/planner.js';
import { isTrue } from '../query/truth.js';
import { defaultBatch, ResultCursor } from '../store/cursors.js';
import { Index } from '../store/index.js';
import { whenUnwritten } from './administration.js';
import { firstBatch } from './reads.js';

const options = new Set(['key', 'name', 'v', 'unique', 'sparse', 'partialFilterExpression', 'background', 'collation']);

async function createIndexes(call) {
  const before = call.collection?.indexes.size;
  const existing = call.collection;
  const collection = call.store.ensure(call.db, call.target);
  await whenUnwritten(call, collection);
  for (const spec of call.body.indexes.map(checked)) add(collection, spec);
  const numIndexesBefore = before ?? 1;
  const all = numIndexesBefore === collection.indexes.size;
  return {
    numIndexesBefore,
    numIndexesAfter: collection.indexes.size,
    createdCollectionAutomatically: existing === undefined,
    ...(all ? { note: 'all indexes already exist' } : {}),
    ok: 1,
  };
}

function checked(spec) {
  for (const option of Object.keys(spec)) {
    if (!options.has(option)) throw new CommandError('InvalidIndexSpecificationOption', `The field '${option}' is not one that this test server knows for an index`);
  }
  if (typeof spec.name !== 'string' || spec.name === '') throw new CommandError('FailedToParse', "The 'name' field is a required property of an index specification");
  for (const [path, kind] of Object.entries(spec.key)) {
    const direction = typeof kind === 'string' ? NaN : toDouble(kind);
    if (!(direction !== 0) || Number.isNaN(direction)) throw new CommandError('CommandNotSupported', `this test server knows ascending and descending indexes only, not '${path}': ${kind}`);
  }
  if (spec.collation && spec.collation.locale !== 'simple') throw new CommandError('CommandNotSupported', 'this test server knows the simple collation only');
  const { name, key, unique, sparse, partialFilterExpression } = spec;
  return {
    v: 2,
    key: Object.fromEntries(Object.entries(key).map(([path, direction]) => [path, toDouble(direction)])),
    name,
    ...(isTrue(unique) ? { unique: true } : {}),
    ...(isTrue(sparse) ? { sparse: true } : {}),
    ...(partialFilterExpression ? { partialFilterExpression } : {}),
  };
}

const isSame = (a, b) => encode({ a: a ?? null }).equals(encode({ a: b ?? null }));

function add(collection, spec) {
  if (sameKey(spec.key, { _id: 1 })) {
    if (spec.name !== '_id_') throw new CommandError('BadValue', "The index name '_id_' is reserved for the _id index, which is there already");
    return;
  }
  const named = collection.indexes.get(spec.name);
  const alike = [...collection.indexes.values()].find((index) => sameKey(index.spec.key, spec.key) && isSame(index.spec.partialFilterExpression, spec.partialFilterExpression));
  if (named && isSame(named.spec, spec)) return;
  if (named) {
    const code = sameKey(named.spec.key, spec.key) ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict';
    throw new CommandError(code, `An existing index has the same name as the requested index, but other fields or options: ${spec.name}`);
  }
  if (alike) throw new CommandError('IndexOptionsConflict', `Index already exists with a different name or other options: ${alike.name}`);
  collection.addIndex(new Index(spec));
}

function listIndexes(call) {
  const { collection } = call;
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${call.namespace}`);
  const documents = [...collection.indexes.values()].map(({ spec }) => new RawDocument(encode(spec)));
  const batchSize = call.body.cursor?.batchSize;
  return firstBatch(call, new ResultCursor(`${call.db}.$cmd.listIndexes.${call.target}`, documents), batchSize === undefined ? defaultBatch : toInteger(batchSize, 'batchSize'));
}

async function dropIndexes(call) {
  const { collection } = call;
  if (!collection) throw new CommandError('NamespaceNotFound', `ns not found ${call.namespace}`);
  await whenUnwritten(call, collection);
  const nIndexesWas = collection.indexes.size;
  for (const index of indexesFor(collection, call.body.index)) collection.removeIndex(index);
  return { nIndexesWas, ok: 1 };
}

function indexesFor(collection, wanted) {
  const all = [...collection.indexes.values()];
  if (wanted === '*') return all.filter(({ name }) => name !== '_id_');
  return [wanted].flat().map((one) => {
    const found = all.find((index) => (typeof one === 'string' ? index.name === one : sameKey(index.spec.key, one)));
    if (!found) throw new CommandError('IndexNotFound', `index not found with name [${typeof one === 'string' ? one : JSON.stringify(one)}]`);
    if (found.name === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
    return found;
  });
}

/** @type {import('./registry.js').Command[]} */
export const indexes = [
  { name: 'createIndexes', fields: ['indexes', 'commitQuorum'], run: createIndexes },
  { name: 'listIndexes', fields: ['cursor'], run: listIndexes },
  { name: 'dropIndexes', fields: ['index'], run: dropIndexes },
];
