// Databases and collections: what there is, making them, changing their validators, dropping them.
import { CommandError } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { encode, RawDocument } from '../bson/encode.js';
import { defaultBatch, ResultCursor } from '../store/cursors.js';
import { isTrue } from '../query/truth.js';
import { Validator } from '../store/validator.js';
import { firstBatch } from './reads.js';

function create(call) {
  const { validator, validationLevel, validationAction } = call.body;
  const existing = call.collection;
  if (existing) {
    const wanted = new Validator({ validator, validationLevel, validationAction }).options;
    if (encode(wanted).equals(encode(existing.validator.options))) return { ok: 1 };
    throw new CommandError('NamespaceExists', `namespace ${call.namespace} already exists, but with different options`);
  }
  call.store.create(call.db, call.target, { validator, validationLevel, validationAction });
  return { ok: 1 };
}

function needsCollection(call) {
  const { collection } = call;
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${call.namespace}`);
  return collection;
}

function modify(call) {
  const collection = needsCollection(call);
  const { validator, validationLevel, validationAction } = call.body;
  const given = Object.fromEntries(Object.entries({ validator, validationLevel, validationAction }).filter(([, value]) => value !== undefined));
  collection.validator = new Validator({ ...collection.validator.options, ...given });
  return { ok: 1 };
}

/** What changes a collection as a whole waits for the transactions that have written to it. */
export async function whenUnwritten(call, collection) {
  for (let writers = call.store.writersOf(collection); writers.length > 0; writers = call.store.writersOf(collection)) await writers[0].ended;
}

async function drop(call) {
  const { collection } = call;
  if (!collection) return { ok: 1 };
  await whenUnwritten(call, collection);
  if (!collection.isDropped) call.store.drop(collection);
  return { nIndexesWas: collection.indexes.size, ns: call.namespace, ok: 1 };
}

async function dropDatabase(call) {
  for (const collection of [...(call.store.databases.get(call.db)?.values() ?? [])]) {
    await whenUnwritten(call, collection);
    if (!collection.isDropped) call.store.drop(collection);
  }
  call.store.commit((changes) => changes.push({ type: 'dropDatabase', db: call.db }));
  return { dropped: call.db, ok: 1 };
}

function listDatabases(call) {
  const test = compileFilter(call.body.filter ?? {});
  const databases = [...call.store.databases].map(([name, collections]) => ({
    name,
    sizeOnDisk: [...collections.values()].reduce((bytes, { slots }) => bytes + slots.size, 0),
    empty: false,
  })).filter((database) => test.test(database));
  if (isTrue(call.body.nameOnly)) return { databases: databases.map(({ name }) => ({ name })), ok: 1 };
  return { databases, totalSize: databases.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0), ok: 1 };
}

function listCollections(call) {
  const test = compileFilter(call.body.filter ?? {});
  const isNameOnly = isTrue(call.body.nameOnly);
  const documents = [...(call.store.databases.get(call.db)?.values() ?? [])].map((collection) => ({
    name: collection.name,
    type: 'collection',
    ...(isNameOnly ? {} : {
      options: collection.validator.shown(),
      info: { readOnly: false, uuid: collection.uuid },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    }),
  })).filter((collection) => test.test(collection));
  return firstBatch(call, new ResultCursor(`${call.db}.$cmd.listCollections`, documents.map((doc) => new RawDocument(encode(doc)))), Number(call.body.cursor?.batchSize ?? defaultBatch));
}

/** @type {import('./registry.js').Command[]} */
export const administration = [
  { name: 'create', fields: ['validator', 'validationLevel', 'validationAction'], run: create },
  { name: 'collMod', fields: ['validator', 'validationLevel', 'validationAction'], run: modify },
  { name: 'drop', fields: [], run: drop },
  { name: 'dropDatabase', fields: [], run: dropDatabase },
  { name: 'listDatabases', fields: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases },
  { name: 'listCollections', fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'], run: listCollections },
];
