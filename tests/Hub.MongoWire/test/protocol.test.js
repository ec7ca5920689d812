import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { GridFSBucket, Long, MongoClient, UUID } from 'mongodb';
import { deserialize, serialize } from 'bson';
import { withServer } from './support.js';

const world = withServer({ appName: 'tests' });

test('hello tells a writable primary of the replica set', async () => {
  const hello = await world.admin.command({ hello: 1 });
  assert.equal(hello.isWritablePrimary, true);
  assert.equal(hello.setName, 'hubtest');
  assert.deepEqual(hello.hosts, [hello.me]);
  assert.ok(hello.$clusterTime && hello.operationTime && hello.topologyVersion);
});

test('what is not known is refused: commands, fields of commands, stages of statements', async () => {
  await assert.rejects(world.db.command({ mapReduce: 'x' }), { code: 59 });
  await assert.rejects(world.db.command({ find: 'x', foo: 1 }), { code: 40415 });
  await assert.rejects(world.db.command({ update: 'x', updates: [{ q: {}, u: {}, foo: 1 }] }), { code: 40415 });
  await assert.rejects(world.db.command({ find: 'x', tailable: true }), { code: 115 });
  await assert.rejects(world.db.command({ find: 'x', readConcern: { level: 'snapshot', atClusterTime: 1 } }), { code: 115 });
  await assert.rejects(world.db.command({ insert: 'x', documents: [{}], writeConcern: { w: 2 } }), { code: 100 });
  await assert.rejects(world.db.command({ getMore: Long.fromNumber(5), collection: 'x' }), { code: 43 });
});

/** Sends messages as they are and collects what comes. */
async function raw(...messages) {
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
  let bytes = Buffer.alloc(0);
  const replies = [];
  const waiting = [];
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0)) {
      replies.push(bytes.subarray(0, bytes.readInt32LE(0)));
      bytes = bytes.subarray(bytes.readInt32LE(0));
      waiting.shift()?.();
    }
  });
  const next = async () => {
    if (replies.length === 0) await new Promise((resolve) => waiting.push(resolve));
    return replies.shift();
  };
  for (const message of messages) socket.write(message);
  return { socket, next };
}

function message(body, { flags = 0, id = 1, sequences = {} } = {}) {
  const parts = [Buffer.from([0]), serialize(body)];
  for (const [name, documents] of Object.entries(sequences)) {
    const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((doc) => serialize(doc))]);
    const size = Buffer.alloc(4);
    size.writeInt32LE(content.length + 4);
    parts.push(Buffer.from([1]), size, content);
  }
  const payload = Buffer.concat(parts);
  const header = Buffer.alloc(20);
  header.writeInt32LE(20 + payload.length, 0);
  header.writeInt32LE(id, 4);
  header.writeInt32LE(2013, 12);
  header.writeUInt32LE(flags, 16);
  return Buffer.concat([header, payload]);
}

test('a hello that may be streamed is answered again and again, each answer to the one before', async () => {
  const { socket, next } = await raw(message({ hello: 1, $db: 'admin' }));
  const { topologyVersion } = deserialize((await next()).subarray(21));
  socket.write(message({ hello: 1, topologyVersion, maxAwaitTimeMS: 5, $db: 'admin' }, { flags: 1 << 16, id: 7 }));
  const [first, second] = [await next(), await next()];
  assert.equal(first.readInt32LE(8), 7);
  assert.equal(first.readUInt32LE(16) & 2, 2);
  assert.equal(second.readInt32LE(8), first.readInt32LE(4));
  socket.destroy();
});

test('messages in pieces and several at once are answered in their order; unacknowledged ones are not', async () => {
  const all = Buffer.concat([
    message({ insert: 'pieces', $db: 'test', writeConcern: { w: 0 } }, { flags: 2, sequences: { documents: [{ _id: 1 }, { _id: 2 }] } }),
    message({ count: 'pieces', $db: 'test' }, { id: 5 }),
    message({ ping: 1, $db: 'test' }, { id: 6 }),
  ]);
  const { socket, next } = await raw();
  for (let at = 0; at < all.length; at += 7) socket.write(all.subarray(at, at + 7));
  const [counted, pinged] = [await next(), await next()];
  assert.equal(deserialize(counted.subarray(21)).n, 2);
  assert.equal(counted.readInt32LE(8), 5);
  assert.equal(pinged.readInt32LE(8), 6);
  socket.destroy();
});

test('an old hello through OP_QUERY is answered with OP_REPLY', async () => {
  const body = Buffer.concat([Buffer.alloc(20), Buffer.from('admin.$cmd\0'), Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]), serialize({ isMaster: 1, helloOk: true })]);
  body.writeInt32LE(body.length, 0);
  body.writeInt32LE(9, 4);
  body.writeInt32LE(2004, 12);
  const { socket, next } = await raw(body);
  const answer = await next();
  assert.equal(answer.readInt32LE(12), 1);
  const hello = deserialize(answer.subarray(36));
  assert.equal(hello.ismaster, true);
  assert.equal(hello.helloOk, true);
  socket.destroy();
});

test('a retry that comes while the first try still waits is not done a second time', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1, n: 0 });
  const session = world.client.startSession();
  session.startTransaction();
  await things.updateOne({ _id: 1 }, { $set: { held: true } }, { session });
  const increment = message({
    update: things.collectionName, $db: 'test', lsid: { id: new UUID() }, txnNumber: Long.fromNumber(1), updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
  });
  const [first, second] = [await raw(increment), await raw(increment)];
  await things.findOne();
  await session.commitTransaction();
  for (const { next, socket } of [first, second]) {
    assert.equal(deserialize((await next()).subarray(21)).nModified, 1);
    socket.destroy();
  }
  assert.equal((await things.findOne()).n, 1);
});

test('clients that vanish leave the server as it was', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1 });
  for (let i = 0; i < 30; i++) {
    const { socket } = await raw(message({ find: things.collectionName, $db: 'test' }));
    socket.destroy();
  }
  assert.equal(await things.countDocuments(), 1);
});

test('a fail point strikes the commands and clients it names, so many times', async () => {
  const things = world.collection();
  await things.insertOne({ _id: 1 });
  const fail = (mode, data) => world.admin.command({ configureFailPoint: 'failCommand', mode, data });
  await fail({ times: 1 }, { failCommands: ['count'], errorCode: 8000 });
  await assert.rejects(things.estimatedDocumentCount(), { code: 8000 });
  assert.equal(await things.estimatedDocumentCount(), 1);
  await fail({ skip: 1 }, { failCommands: ['count'], errorCode: 8000, errorLabels: ['Mine'] });
  assert.equal(await things.estimatedDocumentCount(), 1);
  await assert.rejects(things.estimatedDocumentCount(), (fault) => fault.hasErrorLabel('Mine'));
  await fail('alwaysOn', { failCommands: ['count'], errorCode: 8000, appName: 'another' });
  assert.equal(await things.estimatedDocumentCount(), 1);
  const another = new MongoClient(world.url, { appName: 'another' });
  await assert.rejects(another.db('test').collection(things.collectionName).estimatedDocumentCount(), { code: 8000 });
  await another.close();
  await fail('off', undefined);
  assert.equal(await things.estimatedDocumentCount(), 1);
});

test('a fail point may close the connection, hold a command, or complain about the write concern', async () => {
  const things = world.collection();
  const fail = (data) => world.admin.command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });
  await fail({ failCommands: ['insert'], closeConnection: true });
  await things.insertOne({ _id: 1 });
  await fail({ failCommands: ['insert'], errorCode: 10107 });
  await things.insertOne({ _id: 2 });
  await fail({ failCommands: ['insert'], blockConnection: true, blockTimeMS: 30 });
  const started = performance.now();
  await things.insertOne({ _id: 3 });
  assert.ok(performance.now() - started >= 29);
  await fail({ failCommands: ['insert'], writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } });
  await assert.rejects(things.insertOne({ _id: 4 }), { code: 64 });
  assert.equal(await things.countDocuments(), 4);
});

test('large binary documents round trip fast enough for blobs', async () => {
  const bucket = new GridFSBucket(world.db, { chunkSizeBytes: 1024 * 1024 });
  const bytes = Buffer.alloc(20 * 1024 * 1024, 'hub');
  const upload = bucket.openUploadStream('blob');
  upload.end(bytes);
  await new Promise((resolve, reject) => upload.on('finish', resolve).on('error', reject));
  const parts = [];
  for await (const part of bucket.openDownloadStream(upload.id)) parts.push(part);
  assert.ok(Buffer.concat(parts).equals(bytes));
  await bucket.delete(upload.id);
  assert.equal(await world.db.collection('fs.chunks').countDocuments(), 0);
});
