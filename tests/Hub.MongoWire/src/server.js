// The server: listens, runs commands and puts on every reply what replies of a replica set carry.
import { createServer } from 'node:net';
import { Binary, Long } from 'bson';
import { Call } from './commands/call.js';
import { FailPoints, faultOf } from './commands/failPoints.js';
import { checkFields, commandOf } from './commands/registry.js';
import { CommandError, retryableCodes } from './errors.js';
import { Store } from './store/store.js';
import { Connection } from './wire/connection.js';

const signature = { hash: new Binary(Buffer.alloc(20)), keyId: Long.fromNumber(0) };
const transientCodes = new Set([24, 112, 246, 251, 267]);
const endings = new Set(['commitTransaction', 'abortTransaction']);

export class Server {
  store = new Store();
  failPoints = new FailPoints();
  /** @type {Set<Connection>} */
  connections = new Set();
  #lastConnection = 0;

  /** @param {{ setName: string, host?: string }} options */
  constructor({ setName, host = '127.0.0.1' }) {
    this.setName = setName;
    this.host = host;
    this.listener = createServer((socket) => {
      const connection = new Connection(this, socket, ++this.#lastConnection);
      this.connections.add(connection);
      socket.on('close', () => this.connections.delete(connection));
    });
  }

  /** @param {number} port 0 for any free one @returns {Promise<number>} */
  listen(port) {
    return new Promise((resolve, reject) => {
      this.listener.once('error', reject);
      this.listener.listen(port, this.host, () => {
        this.port = /** @type {import('node:net').AddressInfo} */ (this.listener.address()).port;
        resolve(this.port);
      });
    });
  }

  get address() {
    return `${this.host}:${this.port}`;
  }

  async close() {
    const closed = new Promise((resolve) => this.listener.close(resolve));
    for (const { socket } of this.connections) socket.destroy();
    await closed;
  }

  /** @param {number} milliseconds @param {Connection} connection whose end is the end of it */
  pause(milliseconds, connection) {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        connection.whenClosed.delete(end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      connection.whenClosed.add(end);
    });
  }

  /**
   * @param {Connection} connection @param {import('./wire/message.js').Message} message
   * @returns {Promise<Record<string, any> | undefined>} nothing when the connection was closed instead
   */
  async execute(connection, message) {
    const call = new Call(this, connection, message);
    let body;
    try {
      const command = commandOf(call.name);
      checkFields(command, [...Object.keys(call.body), ...message.sequences.keys()]);
      const failure = this.failPoints.hit('failCommand', call);
      if (failure) await this.#fail(failure, call, command);
      if (connection.isClosed) return undefined;
      body = await this.#run(call, command);
      if (failure?.writeConcernError) body = { ...body, writeConcernError: failure.writeConcernError };
    } catch (fault) {
      body = this.#explained(fault, call).reply();
    }
    if (this.failPoints.hit('dropReply', call)) {
      connection.socket.destroy();
      return undefined;
    }
    const { now } = this.store.oplog;
    return { ...body, $clusterTime: { clusterTime: now, signature }, operationTime: now };
  }

  async #fail(failure, call, command) {
    if (failure.blockConnection) await this.pause(Number(failure.blockTimeMS), call.connection);
    if (failure.closeConnection) call.connection.socket.destroy();
    else if (failure.errorCode !== undefined) throw faultOf(failure, call, isRetryable(call, command));
    if (failure.closeConnection) call.connection.isClosed = true;
  }

  async #run(call, command) {
    const giveBack = call.body.txnNumber === undefined ? undefined : await call.session?.checkOut();
    try {
      if (call.body.txnNumber !== undefined && call.session) call.session.appName = call.connection.appName;
      call.enter(command);
      return await command.run(call);
    } catch (fault) {
      call.transaction?.abort();
      throw fault;
    } finally {
      giveBack?.();
    }
  }

  #explained(fault, call) {
    const error = asCommandError(fault);
    if (error.keepsLabels) return error;
    const isInTransaction = call.body.autocommit === false;
    const add = (label) => {
      if (!error.labels.includes(label)) error.labels = [...error.labels, label];
    };
    if (isInTransaction && !endings.has(call.name) && (transientCodes.has(error.code) || retryableCodes.has(error.code))) add('TransientTransactionError');
    if (retryableCodes.has(error.code) && (endings.has(call.name) || (call.body.txnNumber !== undefined && !isInTransaction))) add('RetryableWriteError');
    return error;
  }
}

function isRetryable(call, command) {
  return endings.has(call.name) || (command.writes === true && call.body.txnNumber !== undefined && call.body.autocommit === undefined);
}

/** mingo's complaints are about what the client asked for; everything else unexpected is a fault of this server. */
function asCommandError(fault) {
  if (fault instanceof CommandError) return fault;
  if (fault?.constructor?.name === 'MingoError') return new CommandError('BadValue', fault.message);
  return new CommandError('InternalError', `fault of the test server: ${fault?.stack ?? fault}`);
}
