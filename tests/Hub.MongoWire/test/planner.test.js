import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, random, scalars, value } from './generated.js';
import { indexesOf, stagesOf, withServer } from './support.js';

const world = withServer();
const paths = ['a', 'b', 'a.x', 'a.y', 'b.x'];
const specs = [
  [{ a: 1 }], [{ b: -1 }], [{ a: 1, b: 1 }], [{ a: 1, b: -1 }], [{ 'a.x': 1, 'a.y': 1 }], [{ 'b.x': -1, a: 1 }], [{ b: 1, 'a.x': 1, _id: 1 }],
  [{ a: 1, _id: 1 }, { partialFilterExpression: { b: { $exists: true } } }], [{ b: 1, _id: -1 }, { partialFilterExpression: { a: 1 } }], [{ 'a.y': 1 }, { sparse: true }],
];

function condition(next) {
  const path = pick(next, paths);
  const bound = () => pick(next, scalars.filter((item) => item !== null));
  return pick(next, [
    () => ({ [path]: value(next, 1) }),
    () => ({ [path]: { $in: [pick(next, scalars), pick(next, scalars), value(next, 1)] } }),
    () => ({ [path]: { [pick(next, ['$gt', '$gte'])]: bound(), [pick(next, ['$lt', '$lte'])]: bound() } }),
    () => ({ [path]: { [pick(next, ['$gt', '$gte', '$lt', '$lte'])]: bound() } }),
    () => ({ [path]: { $ne: pick(next, scalars) } }),
    () => ({ [path]: { $exists: next() < 0.5 } }),
    () => ({ [path]: null }),
    () => ({ a: { $elemMatch: { x: pick(next, scalars), y: { $gte: bound() } } } }),
    () => ({ [path]: { $elemMatch: { $gte: bound(), $lt: bound() } } }),
    () => ({ [path]: { $regex: '^a' } }),
    () => ({ $or: [condition(next), condition(next)] }),
    () => ({ $and: [condition(next), condition(next)] }),
  ])();
}

test('an index gives what looking at every document gives, in the same order', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const next = random(seed);
    const things = world.collection();
    for (let i = 0; i < 60; i++) {
      const doc = { _id: i };
      if (next() < 0.8) doc.a = next() < 0.3 ? [{ x: value(next, 0), y: value(next, 0) }, { x: value(next, 0) }] : value(next);
      if (next() < 0.8) doc.b = value(next, next() < 0.7 ? 0 : 2);
      await things.insertOne(doc);
    }
    for (const [spec, options = {}] of specs) if (next() < 0.4) await things.createIndex(spec, options).catch((fault) => assert.equal(fault.code, 171));
    await things.updateMany({ b: 1 }, { $set: { b: 2 } }).catch(() => {});
    await things.deleteMany({ _id: { $gt: 55 } });
    for (let i = 0; i < 60; i++) {
      const filter = next() < 0.5 ? condition(next) : { ...condition(next), ...condition(next) };
      const sort = pick(next, [undefined, { _id: 1 }, { a: 1, _id: 1 }, { b: -1, _id: 1 }, { a: 1, b: -1, _id: -1 }, { b: 1, 'a.x': 1, _id: 1 }]);
      const ids = async (options) => (await things.find(filter, { projection: { _id: 1 }, ...options }).toArray()).map(({ _id }) => Number(_id));
      const scanned = await ids({ sort, hint: { $natural: 1 } });
      const found = await ids({ sort });
      const inOrder = (list) => (sort ? list : list.toSorted((a, b) => a - b));
      assert.deepEqual(inOrder(found), inOrder(scanned), `seed ${seed}: ${JSON.stringify({ filter, sort })}`);
      if (sort) assert.deepEqual(await ids({ sort, skip: 1, limit: 3 }), scanned.slice(1, 4));
    }
  }
});

async function explained(cursor) {
  const { queryPlanner, executionStats } = await cursor.explain('executionStats');
  return { stages: stagesOf(queryPlanner.winningPlan), indexes: indexesOf(queryPlanner.winningPlan), stats: executionStats };
}

test('explain tells scans from index use, and a sort in memory from an index that gives the order', async () => {
  const things = world.collection();
  await things.insertMany(Array.from({ length: 100 }, (_, i) => ({ _id: i, queue: `q${i % 5}`, state: i % 2, at: i, tags: [`t${i % 10}`, `u${i % 3}`] })));
  await things.createIndex({ queue: 1, at: -1, _id: -1 }, { name: 'queue' });
  await things.createIndex({ tags: 1, at: -1 }, { name: 'tags' });

  const page = await explained(things.find({ queue: 'q1' }).sort({ at: -1, _id: -1 }).limit(5));
  assert.deepEqual(page.stages, ['LIMIT', 'FETCH', 'IXSCAN']);
  assert.deepEqual(page.indexes, ['queue']);
  assert.equal(Number(page.stats.totalDocsExamined), 5);

  const merged = await explained(things.find({ queue: { $in: ['q1', 'q2', 'q3'] } }).sort({ at: -1, _id: -1 }).limit(5));
  assert.deepEqual(merged.stages, ['LIMIT', 'FETCH', 'SORT_MERGE', 'IXSCAN', 'IXSCAN', 'IXSCAN']);
  assert.ok(Number(merged.stats.totalKeysExamined) <= 8);

  const after = await explained(things.find({ queue: 'q1', at: { $lte: 50 } }).sort({ at: -1, _id: -1 }).limit(2));
  assert.equal(Number(after.stats.totalDocsExamined), 2);

  assert.deepEqual((await explained(things.find({ tags: 't3' }).sort({ at: -1 }))).stages, ['FETCH', 'IXSCAN']);
  assert.deepEqual((await explained(things.find({ queue: 'q1' }).sort({ state: 1 }))).stages, ['SORT', 'FETCH', 'IXSCAN']);
  assert.deepEqual((await explained(things.find({ state: 1 }))).stages, ['COLLSCAN']);
  assert.deepEqual((await explained(things.find({ $or: [{ queue: 'q1' }, { tags: 't2' }] }))).stages, ['FETCH', 'OR', 'IXSCAN', 'IXSCAN']);
  assert.deepEqual((await explained(things.find({ $or: [{ queue: 'q1' }, { state: 1 }] }))).stages, ['COLLSCAN']);

  const aggregated = await things.aggregate([{ $match: { queue: 'q1' } }, { $count: 'n' }]).explain('queryPlanner');
  assert.deepEqual(indexesOf(aggregated.queryPlanner.winningPlan), ['queue']);
  const counted = await world.db.command({ explain: { count: things.collectionName, query: { queue: 'q1' } }, verbosity: 'executionStats' });
  assert.deepEqual(stagesOf(counted.queryPlanner.winningPlan), ['COUNT', 'FETCH', 'IXSCAN']);
});

test('a hint is followed or refused', async () => {
  const things = world.collection();
  await things.insertOne({ a: 1, b: 1 });
  await things.createIndex({ a: 1 }, { name: 'a' });
  await things.createIndex({ b: 1 }, { name: 'b', partialFilterExpression: { a: 1 } });
  assert.deepEqual((await explained(things.find({ a: 1, b: 1 }).hint('a'))).indexes, ['a']);
  assert.deepEqual((await explained(things.find({ a: 1, b: 1 }).hint('b'))).indexes, ['b']);
  await assert.rejects(things.find({ b: 1 }).hint('b').toArray(), { code: 291 });
  await assert.rejects(things.find({ b: 1 }).hint('c').toArray(), { code: 2 });
});
