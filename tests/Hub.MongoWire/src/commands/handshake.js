// What a driver asks before anything else.
import { Long, ObjectId } from 'bson';
import { CommandError } from '../errors.js';

const processId = new ObjectId();
const electionId = new ObjectId('7fffffff0000000000000001');
/** The wire version of MongoDB 7.0. */
const maxWireVersion = 21;
const version = '7.0.0';

async function hello(call) {
  const { client, topologyVersion, maxAwaitTimeMS } = call.body;
  if (client?.application?.name) call.connection.appName = client.application.name;
  if (topologyVersion && maxAwaitTimeMS !== undefined && topologyVersion.processId?.equals(processId)) {
    await call.server.pause(call.integer('maxAwaitTimeMS'), call.connection);
  }
  const isLegacy = call.name !== 'hello';
  const me = call.server.address;
  const { now } = call.store.oplog;
  const opTime = { ts: now, t: Long.fromNumber(1) };
  return {
    helloOk: true,
    [isLegacy ? 'ismaster' : 'isWritablePrimary']: true,
    topologyVersion: { processId, counter: Long.fromNumber(1) },
    hosts: [me],
    setName: call.server.setName,
    setVersion: 1,
    secondary: false,
    primary: me,
    me,
    electionId,
    lastWrite: { opTime, lastWriteDate: new Date(now.t * 1000), majorityOpTime: opTime, majorityWriteDate: new Date(now.t * 1000) },
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: call.connection.id,
    minWireVersion: 0,
    maxWireVersion,
    readOnly: false,
    ok: 1,
  };
}

function getParameter(call) {
  const values = { transactionLifetimeLimitSeconds: call.store.transactionLifetime / 1000, featureCompatibilityVersion: { version: '7.0' } };
  const found = Object.fromEntries(Object.keys(values).filter((name) => call.body[name] !== undefined || call.body.getParameter === '*').map((name) => [name, values[name]]));
  if (Object.keys(found).length === 0) throw new CommandError('InvalidOptions', 'no option found to get');
  return { ...found, ok: 1 };
}

function setParameter(call) {
  const was = call.store.transactionLifetime / 1000;
  call.store.transactionLifetime = Number(call.body.transactionLifetimeLimitSeconds) * 1000;
  return { was, ok: 1 };
}

const helloFields = ['helloOk', 'client', 'compression', 'topologyVersion', 'maxAwaitTimeMS', 'saslSupportedMechs', 'speculativeAuthenticate', 'loadBalanced', 'backpressure'];

/** @type {import('./registry.js').Command[]} */
export const handshake = [
  { name: 'hello', fields: helloFields, run: hello },
  { name: 'isMaster', aliases: ['ismaster'], fields: helloFields, run: hello },
  { name: 'ping', fields: [], run: () => ({ ok: 1 }) },
  { name: 'buildInfo', aliases: ['buildinfo'], fields: [], run: () => ({ version, versionArray: [7, 0, 0, 0], gitVersion: 'hub-mongo-wire', modules: [], maxBsonObjectSize: 16 * 1024 * 1024, ok: 1 }) },
  { name: 'connectionStatus', fields: ['showPrivileges'], run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }) },
  { name: 'getParameter', fields: ['transactionLifetimeLimitSeconds', 'featureCompatibilityVersion'], run: getParameter },
  { name: 'setParameter', fields: ['transactionLifetimeLimitSeconds'], run: setParameter },
];
