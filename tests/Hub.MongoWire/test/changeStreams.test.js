import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServer } from './support.js';

const world = withServer();

/** So many events of a stream, which is closed then. */
async function taken(stream, count) {
  const events = [];
  while (events.length < count) events.push(await stream.next());
  await stream.close();
  return events;
}

/** A stream that has told the server where it begins. */
async function watching(target, ...args) {
  const stream = target.watch(...args);
  await stream.tryNext();
  return stream;
}

test('a stream tells inserts, updates, replacements and deletions in their order', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 0 });
  const stream = await watching(things, [], { maxAwaitTimeMS: 20 });
  await things.insertOne({ _id: 1, a: 1, b: { c: 1 } });
  await things.updateOne({ _id: 1 }, { $set: { 'b.d': 2 }, $unset: { a: 1 } });
  await things.replaceOne({ _id: 1 }, { z: 1 });
  await things.deleteOne({ _id: 1 });
  const [inserted, updated, replaced, deleted] = await taken(stream, 4);
  assert.deepEqual([inserted, updated, replaced, deleted].map(({ operationType }) => operationType), ['insert', 'update', 'replace', 'delete']);
  assert.deepEqual(inserted.fullDocument, { _id: 1, a: 1, b: { c: 1 } });
  assert.deepEqual(updated.updateDescription, { updatedFields: { 'b.d': 2 }, removedFields: ['a'], truncatedArrays: [] });
  assert.equal(updated.fullDocument, undefined);
  assert.deepEqual(replaced.fullDocument, { _id: 1, z: 1 });
  assert.deepEqual(deleted.documentKey, { _id: 1 });
  assert.deepEqual(deleted.ns, { db: 'test', coll: things.collectionName });
});

test('updateLookup gives the document as it is now', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 0 });
  const stream = await watching(things, [], { fullDocument: 'updateLookup', maxAwaitTimeMS: 20 });
  await things.updateOne({ _id: 1 }, { $inc: { n: 1 } });
  const [{ fullDocument }] = await taken(stream, 1);
  assert.deepEqual(fullDocument, { _id: 1, n: 1 });
});

test('a transaction shows at its commit and not before, as one', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 0 });
  const stream = await watching(things, [], { maxAwaitTimeMS: 20 });
  await world.client.withSession((session) => session.withTransaction(async () => {
    await things.insertOne({ _id: 1 }, { session });
    assert.equal(await stream.tryNext(), null);
    await things.insertOne({ _id: 2 }, { session });
  }));
  const [first, second] = await taken(stream, 2);
  assert.deepEqual([first.documentKey._id, second.documentKey._id], [1, 2]);
  assert.ok(first.clusterTime.equals(second.clusterTime));
  assert.ok(first.lsid);
});

test('a stream goes on after any of its tokens, and from a moment', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 0 });
  const stream = await watching(things, [], { maxAwaitTimeMS: 20 });
  await things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
  const [first, second] = await taken(stream, 2);
  const ids = (events) => events.map(({ documentKey }) => documentKey._id);
  assert.deepEqual(ids(await taken(things.watch([], { resumeAfter: first._id }), 2)), [2, 3]);
  assert.deepEqual(ids(await taken(things.watch([], { startAfter: second._id }), 1)), [3]);
  assert.deepEqual(ids(await taken(things.watch([], { startAtOperationTime: second.clusterTime }), 2)), [2, 3]);
  await assert.rejects(things.watch([], { resumeAfter: { _data: 'nonsense' } }).next(), { code: 9 });
});

test('a stream of a database, filtered', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 0 });
  const stream = await watching(world.db, [{ $match: { 'ns.coll': things.collectionName, operationType: 'insert' } }], { maxAwaitTimeMS: 20 });
  await world.collection().insertOne({ _id: 'elsewhere' });
  await things.updateOne({ _id: 0 }, { $set: { a: 1 } });
  await things.insertOne({ _id: 'here' });
  assert.equal((await taken(stream, 1))[0].documentKey._id, 'here');
});

test('a drop invalidates the stream of a collection', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 0 });
  const stream = await watching(things, [], { maxAwaitTimeMS: 20 });
  await things.drop();
  const [dropped, invalidated] = await taken(stream, 2);
  assert.deepEqual([dropped.operationType, invalidated.operationType], ['drop', 'invalidate']);
});

test('an awaited getMore answers as soon as something comes, and empty when its time is over', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 0 });
  const opened = await world.db.command({ aggregate: things.collectionName, pipeline: [{ $changeStream: {} }], cursor: {} });
  const more = (maxTimeMS) => world.db.command({ getMore: opened.cursor.id, collection: things.collectionName, maxTimeMS }, { promoteLongs: false });
  assert.deepEqual((await more(10)).cursor.nextBatch, []);
  const waiting = more(60_000);
  await things.insertOne({ _id: 1 });
  assert.equal((await waiting).cursor.nextBatch.length, 1);
});

