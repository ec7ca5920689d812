import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Long } from 'mongodb';
import { withServer } from './support.js';

const world = withServer();

test('a unique index refuses a second document, says which key, and lets go of it again', async () => {
  const things = world.collection();
  await things.createIndex({ a: 1, b: -1 }, { unique: true, name: 'ab' });
  await things.insertOne({ _id: 1, a: 'x', b: 1 });
  await assert.rejects(things.insertOne({ a: 'x', b: Long.fromNumber(1) }), (fault) => {
    assert.equal(fault.code, 11000);
    assert.deepEqual(fault.keyPattern ?? fault.errorResponse.keyPattern, { a: 1, b: -1 });
    assert.deepEqual(fault.keyValue ?? fault.errorResponse.keyValue, { a: 'x', b: 1 });
    assert.match(fault.message, /E11000 duplicate key error collection: test\.c\d+ index: ab dup key/);
    return true;
  });
  await things.insertOne({ _id: 2, a: 'x', b: 2 });
  await assert.rejects(things.updateOne({ _id: 2 }, { $set: { b: 1 } }), { code: 11000 });
  await things.updateOne({ _id: 1 }, { $set: { b: 3 } });
  await things.updateOne({ _id: 2 }, { $set: { b: 1 } });
  await things.deleteOne({ _id: 2 });
  await things.insertOne({ a: 'x', b: 1 });
});

test('missing counts as null for a unique index, but not for a partial one', async () => {
  const things = world.collection();
  await things.createIndex({ a: 1 }, { unique: true });
  await things.insertOne({});
  await assert.rejects(things.insertOne({ a: null }), { code: 11000 });
  const partial = world.collection();
  await partial.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { isLive: true } });
  await partial.insertMany([{ a: 1 }, { a: 1 }, { a: 1, isLive: true }]);
  await assert.rejects(partial.insertOne({ a: 1, isLive: true }), { code: 11000 });
});

test('an array takes a key for each element, once', async () => {
  const things = world.collection();
  await things.createIndex({ tags: 1 }, { unique: true });
  await things.insertOne({ tags: ['a', 'b', 'a'] });
  await assert.rejects(things.insertOne({ tags: ['c', 'b'] }), { code: 11000 });
  await things.insertOne({ tags: ['c'] });
});

test('two fields below one array are indexed together, two arrays are refused', async () => {
  const things = world.collection();
  await things.createIndex({ 't.f': 1, 't.v': 1, _id: 1 }, { name: 'terms' });
  await things.insertMany([{ _id: 1, t: [{ f: 'tag', v: 'a' }, { f: 'who', v: 'b' }] }, { _id: 2, t: [{ f: 'tag', v: 'b' }] }]);
  const search = things.find({ t: { $elemMatch: { f: 'tag', v: 'b' } } }).sort({ _id: 1 });
  const { queryPlanner, executionStats } = await search.clone().explain('executionStats');
  assert.equal(queryPlanner.winningPlan.inputStage.indexName, 'terms');
  assert.equal(executionStats.totalKeysExamined, 1);
  assert.deepEqual((await search.toArray()).map(({ _id }) => _id), [2]);
  await things.createIndex({ a: 1, b: 1 });
  await assert.rejects(things.insertOne({ a: [1], b: [1] }), { code: 171 });
});

test('an index is built over what is there, or not at all', async () => {
  const things = world.collection();
  await things.insertMany([{ _id: 1, a: 1 }, { _id: 2, a: 1 }]);
  await assert.rejects(things.createIndex({ a: 1 }, { unique: true }), { code: 11000 });
  assert.equal((await things.indexes()).length, 1);
  await things.createIndex({ a: 1 });
  assert.equal((await things.find({ a: 1 }).explain('executionStats')).executionStats.totalKeysExamined, 2);
});

test('the same index again is fine, another one under its name or with its fields is refused', async () => {
  const things = world.collection();
  await things.createIndex({ a: 1 }, { name: 'a' });
  await things.createIndex({ a: 1 }, { name: 'a' });
  await assert.rejects(things.createIndex({ b: 1 }, { name: 'a' }), { code: 86 });
  await assert.rejects(things.createIndex({ a: 1 }, { name: 'a', unique: true }), { code: 85 });
  await assert.rejects(things.createIndex({ a: 1 }, { name: 'other' }), { code: 85 });
  await assert.rejects(things.createIndex({ a: 'text' }), { code: 115 });
  await assert.rejects(things.createIndex({ a: 1 }, { expireAfterSeconds: 5 }), { code: 197 });
  await things.dropIndex('a');
  await assert.rejects(things.dropIndex('a'), { code: 27 });
  await assert.rejects(things.dropIndex('_id_'), { code: 72 });
  assert.deepEqual((await things.indexes()).map(({ name }) => name), ['_id_']);
});

test('an index that is dropped and made again holds what changed meanwhile', async () => {
  const things = world.collection();
  await things.createIndex({ a: 1 }, { name: 'a' });
  await things.insertOne({ _id: 1, a: 1 });
  await things.dropIndex('a');
  await things.updateOne({ _id: 1 }, { $set: { a: 2 } });
  await things.createIndex({ a: 1 }, { name: 'a' });
  await things.updateOne({ _id: 1 }, { $set: { a: 3 } });
  assert.equal(await things.countDocuments({ a: 3 }), 1);
  assert.equal(await things.countDocuments({ a: 2 }), 0);
});

const schema = {
  bsonType: 'object',
  required: ['_id', 'v'],
  properties: {
    _id: { bsonType: 'string', pattern: '^[a-z]+$' },
    v: { bsonType: 'long', minimum: Long.fromNumber(1) },
    kind: { enum: ['a', 'b'] },
    list: { bsonType: 'array', items: { bsonType: ['int', 'null'] }, maxItems: 2 },
    inner: { bsonType: 'object', additionalProperties: false, properties: { x: { bsonType: 'bool' } } },
  },
};

test('a validator refuses what does not fit, on insert and on update', async () => {
  const things = await world.db.createCollection('validated', { validator: { $jsonSchema: schema }, validationLevel: 'strict', validationAction: 'error' });
  const one = Long.fromNumber(1);
  await things.insertOne({ _id: 'ok', v: one, kind: 'a', list: [1, null], inner: { x: true }, more: 1 });
  const misfits = [{ v: 1 }, { v: Long.fromNumber(0) }, { v: one, kind: 'c' }, { v: one, list: ['x'] }, { v: one, list: [1, 2, 3] }, { v: one, inner: { y: 1 } }, { v: one, inner: { x: 1 } }, {}];
  for (const [i, misfit] of misfits.entries()) {
    await assert.rejects(things.insertOne({ _id: 'abcdefgh'[i], ...misfit }), (fault) => fault.code === 121 && fault.errInfo.details.operatorName === '$jsonSchema', JSON.stringify(misfit));
  }
  await assert.rejects(things.insertOne({ _id: 'A', v: one }), { code: 121 });
  await assert.rejects(things.updateOne({ _id: 'ok' }, { $unset: { v: 1 } }), { code: 121 });
  await assert.rejects(things.findOneAndUpdate({ _id: 'ok' }, { $set: { kind: 'z' } }), { code: 121 });
  const [{ options }] = await world.db.listCollections({ name: 'validated' }).toArray();
  assert.deepEqual(options.validator.$jsonSchema.required, ['_id', 'v']);
});

test('collMod changes a validator; moderate leaves documents alone that never fitted', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, a: 'x' });
  await world.db.command({ collMod: things.collectionName, validator: { a: { $type: 'int' } }, validationLevel: 'moderate' });
  await things.updateOne({ _id: 1 }, { $set: { a: 'y' } });
  await assert.rejects(things.insertOne({ a: 'z' }), { code: 121 });
  await world.db.command({ collMod: things.collectionName, validationLevel: 'off' });
  await things.insertOne({ a: 'z' });
  await assert.rejects(world.db.command({ collMod: things.collectionName, validator: { $jsonSchema: { dependencies: {} } } }), { code: 9 });
  await assert.rejects(world.db.command({ collMod: 'nothing' }), { code: 26 });
});

test('collections and databases are made, listed and dropped', async () => {
  const db = world.client.db('other');
  await db.createCollection('a');
  await db.createCollection('a');
  await assert.rejects(db.command({ create: 'a', validator: { x: 1 } }), { code: 48 });
  await assert.rejects(db.command({ create: 'b', capped: true, size: 5 }), { code: 40415 });
  await db.collection('b').insertOne({});
  assert.deepEqual((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name), ['a', 'b']);
  assert.ok((await world.admin.admin().listDatabases()).databases.some(({ name }) => name === 'other'));
  await db.dropCollection('a');
  await db.dropDatabase();
  assert.deepEqual(await db.listCollections().toArray(), []);
});
