import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServer } from './support.js';

const world = withServer();

async function inTransaction(work) {
  const session = world.client.startSession();
  session.startTransaction();
  try {
    return await work(session);
  } finally {
    await session.endSession();
  }
}

test('a transaction sees what was committed when it began, and its own writes', async () => {
  const things = world.collection();
  await things.insertMany([{ _id: 1, v: 'old' }, { _id: 2, v: 'old' }, { _id: 3, v: 'old' }]);
  await inTransaction(async (session) => {
    assert.equal((await things.findOne({ _id: 1 }, { session })).v, 'old');
    await things.updateOne({ _id: 1 }, { $set: { v: 'new' } });
    await things.deleteOne({ _id: 2 });
    await things.insertOne({ _id: 4, v: 'old' });
    await things.updateOne({ _id: 3 }, { $set: { v: 'mine' } }, { session });
    const seen = await things.find({}, { session }).sort({ _id: 1 }).toArray();
    assert.deepEqual(seen, [{ _id: 1, v: 'old' }, { _id: 2, v: 'old' }, { _id: 3, v: 'mine' }]);
    assert.equal((await things.findOne({ _id: 3 })).v, 'old');
    await session.commitTransaction();
  });
  assert.deepEqual(await things.find().sort({ _id: 1 }).toArray(), [{ _id: 1, v: 'new' }, { _id: 3, v: 'mine' }, { _id: 4, v: 'old' }]);
});

test('an open transaction that nobody goes on with is told as an idle session, and ends with it', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 0 });
  await inTransaction(async (session) => {
    await things.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    const idle = () => world.admin.aggregate([{ $currentOp: { allUsers: false, idleSessions: true } }, { $match: { type: 'idleSession' } }]).toArray();
    const [told, ...others] = await idle();
    assert.deepEqual(others, []);
    assert.ok(told.lsid.id.buffer.equals(session.id.id.buffer));
    assert.equal(told.transaction.parameters.autocommit, false);
    const [{ transaction }] = await idle();
    assert.ok(transaction.timeInactiveMicros >= told.transaction.timeInactiveMicros);
    assert.ok(transaction.timeOpenMicros >= transaction.timeInactiveMicros);
    await world.admin.command({ killSessions: [{ id: told.lsid.id }] });
    assert.deepEqual(await idle(), []);
    await things.updateOne({ _id: 1 }, { $set: { n: 5 } });
    await assert.rejects(session.commitTransaction(), { code: 251 });
  });
  assert.equal((await things.findOne({ _id: 1 })).n, 5);
});

test('a snapshot read finds a document by the index value it had', async () => {
  const things = world.collection();
  await things.createIndex({ state: 1 });
  await things.insertOne({ _id: 1, state: 'open' });
  await inTransaction(async (session) => {
    assert.equal(await things.countDocuments({ state: 'open' }, { session }), 1);
    await things.updateOne({ _id: 1 }, { $set: { state: 'closed' } });
    assert.equal(await things.countDocuments({ state: 'open' }, { session }), 1);
    assert.equal(await things.countDocuments({ state: 'closed' }, { session }), 0);
  });
});

test('a write on a document that another transaction has written conflicts and ends the transaction', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 0 });
  await inTransaction((first) => inTransaction(async (second) => {
    await things.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: first });
    await assert.rejects(things.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: second }), (fault) => {
      assert.equal(fault.code, 112);
      assert.ok(fault.hasErrorLabel('TransientTransactionError'));
      return true;
    });
    await assert.rejects(things.findOne({}, { session: second }), { code: 251 });
    await first.commitTransaction();
  }));
  assert.equal((await things.findOne()).n, 1);
});

test('a write on a document that changed after the snapshot conflicts', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 0 });
  await inTransaction(async (session) => {
    await things.findOne({}, { session });
    await things.updateOne({ _id: 1 }, { $inc: { n: 1 } });
    await assert.rejects(things.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session }), { code: 112 });
  });
});

test('two transactions that insert one key: the second conflicts, and finds the key taken once the first is committed', async () => {
  const things = world.collection();
  await things.createIndex({ key: 1 }, { unique: true });
  await inTransaction((first) => inTransaction(async (second) => {
    await things.insertOne({ _id: 1, key: 'a' }, { session: first });
    await assert.rejects(things.insertOne({ _id: 2, key: 'a' }, { session: second }), { code: 112 });
    await first.commitTransaction();
  }));
  await inTransaction((session) => assert.rejects(things.insertOne({ _id: 3, key: 'a' }, { session }), { code: 11000 }));
});

test('a write outside waits for the transaction that has its document', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 1 });
  await inTransaction(async (session) => {
    await things.updateOne({ _id: 1 }, { $set: { n: 10 } }, { session });
    const outside = things.updateOne({ _id: 1, n: { $lt: 5 } }, { $inc: { n: 1 } });
    const taken = things.insertOne({ _id: 2 }).then(() => 'not blocked');
    assert.equal(await taken, 'not blocked');
    await session.commitTransaction();
    assert.equal((await outside).matchedCount, 0);
  });
  assert.equal((await things.findOne({ _id: 1 })).n, 10);
});

test('a write outside gives up when its time is over', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1 });
  await inTransaction(async (session) => {
    await things.updateOne({ _id: 1 }, { $set: { n: 1 } }, { session });
    await assert.rejects(things.findOneAndUpdate({ _id: 1 }, { $set: { n: 2 } }, { maxTimeMS: 30 }), { code: 50 });
  });
});

test('abort leaves nothing behind, neither documents nor keys', async () => {
  const things = world.collection();
  await things.createIndex({ key: 1 }, { unique: true });
  await things.insertOne({ _id: 1, key: 'a' });
  await inTransaction(async (session) => {
    await things.insertOne({ _id: 2, key: 'b' }, { session });
    await things.deleteOne({ _id: 1 }, { session });
    await things.insertOne({ _id: 3, key: 'a' }, { session });
    await session.abortTransaction();
  });
  assert.deepEqual(await things.find().toArray(), [{ _id: 1, key: 'a' }]);
  await things.insertOne({ _id: 2, key: 'b' });
});

test('a duplicate key ends the transaction', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1 });
  await inTransaction(async (session) => {
    await things.insertOne({ _id: 2 }, { session });
    await assert.rejects(things.insertOne({ _id: 1 }, { session }), { code: 11000 });
    await assert.rejects(session.commitTransaction(), { code: 251 });
  });
  assert.equal(await things.countDocuments(), 1);
});

test('commit may be repeated, also after its answer was lost', async () => {
  const things = world.collection();
  await world.admin.command({ configureFailPoint: 'dropReply', mode: { times: 1 }, data: { failCommands: ['commitTransaction'] } });
  await inTransaction(async (session) => {
    await things.insertOne({ _id: 1 }, { session });
    await session.commitTransaction();
  });
  assert.equal(await things.countDocuments(), 1);
});

test('a transaction that lives too long is aborted, and what waits for it goes on', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 0 });
  await world.admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 0.05 });
  try {
    await inTransaction(async (session) => {
      await things.updateOne({ _id: 1 }, { $set: { n: 5 } }, { session });
      await things.updateOne({ _id: 1 }, { $inc: { n: 1 } });
      await assert.rejects(session.commitTransaction(), (fault) => fault.code === 251 && fault.hasErrorLabel('TransientTransactionError'));
    });
  } finally {
    await world.admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 60 });
  }
  assert.equal((await things.findOne()).n, 1);
});

test('killing sessions aborts their transactions', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 0 });
  await inTransaction(async (session) => {
    await things.updateOne({ _id: 1 }, { $set: { n: 5 } }, { session });
    await world.admin.command({ killSessions: [session.id] });
    await things.updateOne({ _id: 1 }, { $inc: { n: 1 } });
    await assert.rejects(session.commitTransaction(), { code: 251 });
  });
  assert.equal((await things.findOne()).n, 1);
});

test('what may not run in a transaction is refused', async () => {
  const things = world.collection();
  await inTransaction((session) => assert.rejects(world.db.command({ count: things.collectionName }, { session }), { code: 263 }));
});

test('many transactions on one counter all count once', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 'n', n: 0 });
  await Promise.all(Array.from({ length: 20 }, () => world.client.withSession((session) => session.withTransaction(async () => {
    const { n } = await things.findOne({ _id: 'n' }, { session });
    await things.updateOne({ _id: 'n' }, { $set: { n: n + 1 } }, { session });
  }))));
  assert.equal((await things.findOne()).n, 20);
});
