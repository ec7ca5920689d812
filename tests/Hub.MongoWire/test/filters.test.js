import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Query } from 'mingo';
import { Double, Long } from 'mongodb';
import { elements } from '../src/bson/decode.js';
import { compileFilter } from '../src/query/matcher.js';
import { pick, random } from './generated.js';
import { withServer } from './support.js';

const world = withServer();

test('on plain values filters agree with mingo as it comes', () => {
  const next = random(3);
  const scalar = () => pick(next, [1, 2, 3, 1.5, 'a', 'b', 'ab', true, false]);
  const some = () => (next() < 0.25 ? [scalar(), scalar()] : next() < 0.3 ? { x: scalar() } : scalar());
  const condition = () => {
    const path = pick(next, ['a', 'b', 'a.x']);
    return pick(next, [
      () => ({ [path]: scalar() }),
      () => ({ [path]: { $ne: scalar() } }),
      () => ({ [path]: { $in: [scalar(), scalar()] } }),
      () => ({ [path]: { $nin: [scalar(), scalar()] } }),
      () => ({ [path]: { [pick(next, ['$gt', '$gte', '$lt', '$lte'])]: scalar() } }),
      () => ({ [path]: { $exists: next() < 0.5 } }),
      () => ({ [path]: { $size: 2 } }),
      () => ({ [path]: { $regex: '^a' } }),
      () => ({ [path]: { $not: { $gt: scalar() } } }),
      () => ({ [path]: { $elemMatch: { $gte: scalar() } } }),
      () => ({ $or: [condition(), condition()] }),
      () => ({ $nor: [condition()] }),
    ])();
  };
  for (let i = 0; i < 5000; i++) {
    const doc = { _id: i };
    if (next() < 0.8) doc.a = some();
    if (next() < 0.8) doc.b = some();
    const filter = condition();
    assert.equal(compileFilter(filter).test(doc), new Query(filter).test(doc), `${JSON.stringify(filter)} on ${JSON.stringify(doc)}`);
  }
});

const cases = [
  ['all of a single value', { a: true }, { a: { $all: [true] } }, true],
  ['a number of another type', { a: Long.fromNumber(1) }, { a: 1 }, true],
  ['a double', { a: new Double(1) }, { a: { $in: [Long.fromNumber(1)] } }, true],
  ['a text is not in a range of numbers', { a: 'x' }, { a: { $gt: 5 } }, false],
  ['null is missing', {}, { a: null }, true],
  ['null is null', { a: null }, { a: { $in: [null, 1] } }, true],
  ['missing is not less', {}, { a: { $lt: 5 } }, false],
  ['an element', { a: [1, 7] }, { a: 7 }, true],
  ['a whole array', { a: [1, 7] }, { a: [1, 7] }, true],
  ['order in an array', { a: [7, 1] }, { a: [1, 7] }, false],
  ['bounds on different elements', { a: [1, 9] }, { a: { $gt: 4, $lt: 6 } }, true],
  ['bounds on one element', { a: [1, 9] }, { a: { $elemMatch: { $gt: 4, $lt: 6 } } }, false],
  ['a field of an element', { a: [{ k: 1, v: 2 }, { k: 3, v: 4 }] }, { 'a.k': 1, 'a.v': 4 }, true],
  ['fields of one element', { a: [{ k: 1, v: 2 }, { k: 3, v: 4 }] }, { a: { $elemMatch: { k: 1, v: 4 } } }, false],
  ['an element by its place', { a: [{ k: 1 }, { k: 3 }] }, { 'a.1.k': 3 }, true],
  ['a document with its fields in this order', { a: { x: 1, y: 2 } }, { a: { x: 1, y: 2 } }, true],
  ['a document with its fields in another order', { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
  ['NaN equals itself', { a: NaN }, { a: NaN }, true],
  ['NaN is not less', { a: NaN }, { a: { $lt: 5 } }, false],
  ['dates by range', { a: new Date(5) }, { a: { $gte: new Date(5), $lt: new Date(6) } }, true],
  ['a pattern', { a: 'Straße' }, { a: /^stra/i }, true],
  ['an expression', { a: 1, b: Long.fromNumber(2) }, { $expr: { $lt: ['$a', '$b'] } }, true],
  ['a type', { a: Long.fromNumber(1) }, { a: { $type: 'long' } }, true],
  ['not that type', { a: 1 }, { a: { $type: 'long' } }, false],
];

test('what the manual says of single conditions', async () => {
  for (const [name, doc, filter, expected] of cases) {
    const things = world.collection();
    await things.insertOne(doc);
    assert.equal(await things.countDocuments(filter), expected ? 1 : 0, name);
  }
});

test('what is not known is refused', async () => {
  const things = world.collection();
  await things.insertOne({ a: 1 });
  for (const filter of [{ a: { $near: 1 } }, { $where: 'true' }, { a: { $foo: 1 } }, { $foo: 1 }, { a: { $gt: 1, b: 2 } }, { a: { $regex: 'a', $options: 'x' } }, { $text: { $search: 'x' } }]) {
    await assert.rejects(things.find(filter).toArray(), undefined, JSON.stringify(filter));
  }
  await assert.rejects(things.aggregate([{ $out: 'b' }]).toArray(), { code: 40324 });
  await assert.rejects(things.aggregate([{ $group: { _id: 1, x: { $accumulator: {} } } }]).toArray());
  await assert.rejects(things.aggregate([{ $project: { x: { $dateToString: { date: '$a' } } } }]).toArray());
  await assert.rejects(things.find({}).collation({ locale: 'de' }).toArray(), { code: 115 });
});

test('projections', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, a: { x: 1, y: 2 }, b: [{ x: 1, y: 2 }, { x: 3 }], c: 1 });
  const one = (projection) => things.findOne({}, { projection });
  assert.deepEqual(await one({ c: 1 }), { _id: 1, c: 1 });
  assert.deepEqual(await one({ _id: 0, 'a.x': 1, 'b.x': 1 }), { a: { x: 1 }, b: [{ x: 1 }, { x: 3 }] });
  assert.deepEqual(await one({ a: 0, 'b.y': 0 }), { _id: 1, b: [{ x: 1 }, { x: 3 }], c: 1 });
  assert.deepEqual(await one({ _id: 1 }), { _id: 1 });
  assert.deepEqual(await one({ _id: 0, twice: { $add: ['$c', '$c'] } }), { twice: 2 });
  await assert.rejects(one({ a: 1, c: 0 }));
  await things.insertOne(new Map([['_id', 2], ['m', new Map([['z', 1], ['7', 2]])], ['n', 1]]));
  const bytes = await things.findOne({ _id: 2 }, { projection: { n: 0 }, raw: true });
  assert.deepEqual([...elements(Buffer.from(bytes).subarray([...elements(Buffer.from(bytes))][1].valueStart))].map(({ name }) => name), ['z', '7']);
});

test('sorting, skipping, limiting and batches', async () => {
  const things = world.collection();
  await things.insertMany(Array.from({ length: 250 }, (_, i) => ({ _id: i, n: i % 7, list: [i, 100 - i] })));
  const all = await things.find().sort({ n: 1, _id: -1 }).batchSize(7).toArray();
  assert.equal(all.length, 250);
  for (let i = 1; i < all.length; i++) assert.ok(all[i - 1].n < all[i].n || (all[i - 1].n === all[i].n && all[i - 1]._id > all[i]._id));
  assert.deepEqual((await things.find().sort({ _id: -1 }).skip(5).limit(2).toArray()).map(({ _id }) => _id), [244, 243]);
  assert.equal((await things.find().sort({ list: 1 }).limit(1).toArray())[0]._id, 249);
  assert.equal((await things.find().sort({ list: -1 }).limit(1).toArray())[0]._id, 249);
  assert.equal((await things.find({}, { limit: 3, singleBatch: true }).toArray()).length, 3);
  const mixed = world.collection();
  await mixed.insertMany([{ _id: 1, a: null }, { _id: 2, a: [] }, { _id: 3, a: 0 }, { _id: 4 }]);
  assert.deepEqual((await mixed.find().sort({ a: 1, _id: -1 }).toArray()).map(({ _id }) => _id), [2, 4, 1, 3]);
  assert.deepEqual((await things.distinct('n', { _id: { $lt: 3 } })).sort(), [0, 1, 2]);
});

test('aggregation keeps number types and groups equal numbers together', async () => {
  const things = world.collection();
  await things.insertMany([{ _id: 1, k: 1, n: Long.fromNumber(5) }, { _id: 2, k: Long.fromNumber(1), n: 2 }, { _id: 3, k: 'x', n: 1.5 }]);
  const grouped = await things.aggregate([{ $group: { _id: '$k', sum: { $sum: '$n' }, count: { $sum: 1 }, last: { $max: '$n' } } }, { $sort: { _id: 1 } }], { promoteValues: false }).toArray();
  assert.equal(grouped.length, 2);
  assert.equal(grouped[0].sum._bsontype, 'Long');
  assert.equal(Number(grouped[0].sum), 7);
  assert.equal(Number(grouped[1].sum), 1.5);
  assert.deepEqual(await things.aggregate([{ $match: { n: { $gt: 1 } } }, { $count: 'n' }]).toArray(), [{ n: 3 }]);
  assert.deepEqual(await things.aggregate([{ $match: { k: 'none' } }, { $count: 'n' }]).toArray(), []);
  const others = world.collection();
  await others.insertMany([{ _id: 'a', ref: Long.fromNumber(1) }, { _id: 'b', ref: 3 }]);
  const joined = await things.aggregate([{ $match: { _id: 1 } }, { $lookup: { from: others.collectionName, localField: '_id', foreignField: 'ref', as: 'refs' } }, { $unwind: '$refs' }, { $project: { _id: 0, id: '$refs._id' } }]).toArray();
  assert.deepEqual(joined, [{ id: 'a' }]);
  const united = await things.aggregate([{ $project: { _id: 1 } }, { $unionWith: { coll: others.collectionName, pipeline: [{ $match: { ref: 3 } }, { $project: { _id: 1 } }] } }]).toArray();
  assert.deepEqual(united.map(({ _id }) => _id), [1, 2, 3, 'b']);
});
