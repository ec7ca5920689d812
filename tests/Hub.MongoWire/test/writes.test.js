import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serialize } from 'bson';
import { Decimal128, Double, Int32, Long, ObjectId, Timestamp, UUID } from 'mongodb';
import { withServer } from './support.js';

const world = withServer();
const typed = { promoteValues: false };

/** What an update makes of a document. */
async function updated(doc, update, options = {}, filter = {}) {
  const things = world.collection();
  await things.insertOne({ _id: 'x', ...doc });
  const result = await things.updateOne({ _id: 'x', ...filter }, update, options);
  const { _id, ...after } = await things.findOne({ _id: 'x' }, { promoteValues: true, promoteLongs: false });
  return { after, result };
}

test('documents come back with their types, and _id in front', async () => {
  const things = world.collection();
  const doc = { a: new Int32(1), b: Long.fromNumber(1), c: new Double(1), d: Decimal128.fromString('1.10'), e: new UUID(), f: new Date(7), g: null, h: [true, 'ü'], _id: new ObjectId() };
  await things.insertOne(doc);
  const found = await things.findOne({}, typed);
  assert.deepEqual(Object.keys(found), ['_id', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  assert.deepEqual(found, doc);
});

test('an empty timestamp becomes a moment of the server, later with every document', async () => {
  const things = world.collection();
  const empty = new Timestamp({ t: 0, i: 0 });
  const given = new Timestamp({ t: 5, i: 1 });
  await things.insertMany([{ _id: 'c', at: empty }, { _id: 'b', at: empty }, { _id: empty, given, below: { at: empty } }]);
  await things.insertOne({ _id: 'a' });
  await things.replaceOne({ _id: 'a' }, { at: empty });
  const found = await things.find({ at: { $exists: true } }).sort({ at: 1 }).toArray();
  assert.deepEqual(found.map(({ _id }) => _id), ['c', 'b', 'a']);
  assert.ok(Math.abs(found[0].at.t - Date.now() / 1000) < 60);
  assert.ok(found[0].at.lessThan(found[1].at) && found[1].at.lessThan(found[2].at));
  const { below, given: kept } = await things.findOne({ _id: empty });
  assert.ok(below.at.equals(empty) && kept.equals(given));
});

test('field names like array indexes keep their place, and are not changed singly', async () => {
  const things = world.collection();
  const doc = new Map([['_id', 1], ['b', 1], ['7', 2], ['a', 3]]);
  await things.insertOne(doc);
  const bytes = await things.findOne({}, { raw: true });
  assert.deepEqual(Buffer.from(bytes), Buffer.from(serialize(doc)));
  await assert.rejects(things.updateOne({ _id: 1 }, { $set: { b: 2 } }), { code: 115 });
  await things.replaceOne({ _id: 1 }, { z: 1 });
  assert.equal((await things.findOne({ _id: 1 })).z, 1);
});

test('update operators', async () => {
  const after = async (...args) => (await updated(...args)).after;
  assert.deepEqual(await after({ a: 1 }, { $set: { 'b.c': 2 } }), { a: 1, b: { c: 2 } });
  assert.deepEqual(await after({ a: { b: 1, c: 2 } }, { $unset: { 'a.b': '' } }), { a: { c: 2 } });
  assert.deepEqual(await after({ a: 1 }, { $inc: { a: 2, b: Long.fromNumber(5) } }), { a: 3, b: Long.fromNumber(5) });
  assert.deepEqual(await after({ a: 1 }, { $inc: { a: Long.fromNumber(1) } }), { a: Long.fromNumber(2) });
  assert.deepEqual(await after({ a: 2147483647 }, { $inc: { a: 1 } }), { a: Long.fromNumber(2147483648) });
  assert.deepEqual(await after({ a: 3 }, { $mul: { a: 2 } }), { a: 6 });
  assert.deepEqual(await after({ a: 3, b: 3 }, { $min: { a: 2 }, $max: { b: 2, c: 1 } }), { a: 2, b: 3, c: 1 });
  assert.deepEqual(await after({ a: 1 }, { $rename: { a: 'b' } }), { b: 1 });
  assert.deepEqual(await after({ a: [1] }, { $push: { a: 2 } }), { a: [1, 2] });
  assert.deepEqual(await after({ a: [3] }, { $push: { a: { $each: [1, 2], $sort: 1, $slice: -2 } } }), { a: [2, 3] });
  assert.deepEqual(await after({ a: [1] }, { $addToSet: { a: { $each: [1, Long.fromNumber(1), 2] } } }), { a: [1, 2] });
  assert.deepEqual(await after({ a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }), { a: [1] });
  assert.deepEqual(await after({ a: [{ k: 1 }, { k: 2 }] }, { $pull: { a: { k: 1 } } }), { a: [{ k: 2 }] });
  assert.deepEqual(await after({ a: [1, 2, 1] }, { $pullAll: { a: [1] } }), { a: [2] });
  assert.deepEqual(await after({ a: [1, 2] }, { $pop: { a: -1 } }), { a: [2] });
  assert.deepEqual(await after({ a: [{ k: 1 }, { k: 2 }] }, { $set: { 'a.$.v': 9 } }, {}, { 'a.k': 2 }), { a: [{ k: 1 }, { k: 2, v: 9 }] });
  assert.deepEqual(await after({ a: [1, 5] }, { $inc: { 'a.$[]': 1 } }), { a: [2, 6] });
  assert.deepEqual(await after({ a: [1, 5, 7] }, { $set: { 'a.$[big]': 0 } }, { arrayFilters: [{ big: { $gt: 4 } }] }), { a: [1, 0, 0] });
  assert.deepEqual(await after({ a: [{ k: 1 }, { k: 2 }] }, { $set: { 'a.$[it].v': 0 } }, { arrayFilters: [{ 'it.k': 2 }] }), { a: [{ k: 1 }, { k: 2, v: 0 }] });
  assert.deepEqual(await after({ a: 1, b: 2 }, [{ $set: { c: { $add: ['$a', '$b'] }, a: { $cond: [{ $gt: ['$a', 5] }, 'big', 'small'] } } }, { $unset: 'b' }]), { a: 'small', c: 3 });
});

test('an update that changes nothing matches and does not modify', async () => {
  const { result } = await updated({ a: 1 }, { $set: { a: 1 } });
  assert.equal(result.matchedCount, 1);
  assert.equal(result.modifiedCount, 0);
});

test('updates that cannot be are refused with their code', async () => {
  const refused = (doc, update, code, options) => assert.rejects(updated(doc, update, options), (fault) => Number(fault.code) === code, JSON.stringify(update));
  await refused({}, { $set: { _id: 'y' } }, 66);
  await refused({ a: 'x' }, { $inc: { a: 1 } }, 14);
  await refused({ a: 1 }, { $push: { a: 1 } }, 2);
  await refused({ a: 1 }, { $set: { 'a.b': 1 } }, 28);
  await refused({}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }, 40);
  await refused({}, { $foo: { a: 1 } }, 9);
  await refused({ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2);
  await refused({}, [{ $match: {} }], 72);
});

test('upserts begin with what the filter says', async () => {
  const things = world.collection();
  const made = await things.updateOne({ _id: 'k', kind: 'a', n: { $gt: 5 } }, { $set: { v: 1 }, $setOnInsert: { at: 7 } }, { upsert: true });
  assert.equal(made.upsertedId, 'k');
  assert.deepEqual(await things.findOne({}, { promoteValues: true }), { _id: 'k', kind: 'a', v: 1, at: 7 });
  await things.updateOne({ _id: 'k' }, { $setOnInsert: { at: 8 }, $inc: { v: 1 } }, { upsert: true });
  assert.deepEqual(await things.findOne({}, { promoteValues: true }), { _id: 'k', kind: 'a', v: 2, at: 7 });
  const replaced = await things.replaceOne({ _id: 'r' }, { a: 1 }, { upsert: true });
  assert.equal(replaced.upsertedId, 'r');
  const counter = await things.findOneAndUpdate({ _id: 'seq' }, { $inc: { n: Long.fromNumber(100) } }, { upsert: true, returnDocument: 'after' });
  assert.equal(Number(counter.n), 100);
});

test('several statements: ordered ones stop at the first fault, unordered ones do not', async () => {
  const things = world.collection();
  const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
  await assert.rejects(things.insertMany(documents), (fault) => Number(fault.code) === 11000 && fault.insertedCount === 1);
  await things.deleteMany({});
  await assert.rejects(things.insertMany(documents, { ordered: false }), (fault) => fault.insertedCount === 2);
  const result = await things.bulkWrite([
    { updateMany: { filter: {}, update: { $set: { a: 1 } } } },
    { replaceOne: { filter: { _id: 1 }, replacement: { b: 1 } } },
    { deleteOne: { filter: { _id: 2 } } },
  ]);
  assert.equal(result.modifiedCount, 3);
  assert.equal(result.deletedCount, 1);
});

test('findAndModify hands back what was or what is, in the order asked for', async () => {
  const things = world.collection();
  await things.insertMany([{ _id: 1, due: 5 }, { _id: 2, due: 3 }]);
  const lease = await things.findOneAndUpdate({ due: { $lte: 5 } }, { $set: { token: 'a' } }, { sort: { due: 1 }, returnDocument: 'after', projection: { token: 1 }, promoteValues: true });
  assert.deepEqual(lease, { _id: 2, token: 'a' });
  assert.equal(Number((await things.findOneAndDelete({ _id: 1 })).due), 5);
  assert.equal(await things.findOneAndDelete({ _id: 1 }), null);
});

test('a retryable write whose answer was lost is done once', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 0 });
  const losing = (...failCommands) => world.admin.command({ configureFailPoint: 'dropReply', mode: { times: 1 }, data: { failCommands } });
  await losing('update');
  await things.updateOne({ _id: 1 }, { $inc: { n: 1 } });
  await losing('findAndModify');
  assert.equal(Number((await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after' })).n), 2);
  await losing('insert');
  await things.insertMany([{ _id: 2 }, { _id: 3 }]);
  await losing('delete');
  assert.equal((await things.deleteOne({ _id: 2 })).deletedCount, 1);
  assert.equal(Number((await things.findOne({ _id: 1 })).n), 2);
  assert.equal(await things.countDocuments(), 2);
});
