// One call of a command: what it carries, and the session and transaction it runs in.
import { CommandError } from '../errors.js';
import { toInteger } from '../bson/numbers.js';
import { Blocked } from '../store/transaction.js';
import { checkConcerns } from './concerns.js';
import { nameOf } from '../store/sessions.js';

export class Call {
  /** @type {import('../store/transaction.js').Transaction | undefined} */
  transaction = undefined;
  /** Results of statements of this retryable write that were executed before. @type {Map<number, any> | undefined} */
  statements = undefined;

  /**
   * @param {import('../server.js').Server} server
   * @param {import('../wire/connection.js').Connection} connection
   * @param {import('../wire/message.js').Message} message
   */
  constructor(server, connection, message) {
    this.server = server;
    this.store = server.store;
    this.connection = connection;
    this.message = message;
    this.body = message.body;
    this.db = message.body.$db;
    this.startedAt = Date.now();
  }

  get name() {
    return Object.keys(this.body)[0];
  }

  get session() {
    return this.body.lsid ? this.store.sessions.get(this.body.lsid) : undefined;
  }

  get sessionName() {
    return this.body.lsid ? nameOf(this.body.lsid) : undefined;
  }

  /** The name of the collection the command is for. @returns {string} */
  get target() {
    const name = this.body[this.name];
    if (typeof name !== 'string') throw new CommandError('InvalidNamespace', `collection name has invalid type for command ${this.name}`);
    return name;
  }

  get namespace() {
    return `${this.db}.${this.target}`;
  }

  /** @returns {import('../store/collection.js').Collection | undefined} */
  get collection() {
    return this.store.find(this.db, this.target);
  }

  /** @param {string} field @param {number} [otherwise] @returns {number} */
  integer(field, otherwise) {
    return this.body[field] === undefined ? otherwise : toInteger(this.body[field], field);
  }

  /** Finds or starts what the fields of the session name. @param {import('./registry.js').Command} command */
  enter(command) {
    checkConcerns(this.body);
    const { txnNumber, autocommit, startTransaction, writeConcern, readConcern } = this.body;
    if (txnNumber === undefined) {
      if (autocommit !== undefined || startTransaction !== undefined) throw new CommandError('InvalidOptions', "'autocommit' and 'startTransaction' need a 'txnNumber'");
      return;
    }
    if (!this.session) throw new CommandError('InvalidOptions', "'txnNumber' needs an 'lsid'");
    const number = txnNumber.toBigInt();
    if (autocommit === undefined) {
      if (!command.writes) throw new CommandError('IllegalOperation', `${command.name} cannot be a retryable write`);
      this.statements = this.session.retryable(number);
      return;
    }
    if (autocommit !== false) throw new CommandError('InvalidOptions', "'autocommit' can only be false");
    if (!command.inTransaction) throw new CommandError('OperationNotSupportedInTransaction', `Cannot run '${command.name}' in a multi-document transaction.`);
    const ends = command.name === 'commitTransaction' || command.name === 'abortTransaction';
    if (writeConcern && !ends) throw new CommandError('InvalidOptions', `${command.name} in a transaction cannot have a writeConcern`);
    if (readConcern && !startTransaction) throw new CommandError('InvalidOptions', 'readConcern is taken by the first command of a transaction only');
    if (ends) return;
    this.transaction = startTransaction ? this.session.start(number) : this.session.running(number);
    this.transaction.open();
  }

  /**
   * Does a write, and waits while an open transaction is in its way.
   * @template T @param {() => T} write @returns {Promise<T>}
   */
  async whenFree(write) {
    for (;;) {
      try {
        return write();
      } catch (fault) {
        if (!(fault instanceof Blocked)) throw fault;
        await this.#ended(fault.by);
      }
    }
  }

  async #ended(transaction) {
    const limit = this.integer('maxTimeMS', 0);
    if (limit === 0) return transaction.ended;
    const left = limit - (Date.now() - this.startedAt);
    let timer;
    const timeout = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new CommandError('MaxTimeMSExpired', 'operation exceeded time limit')), Math.max(0, left));
    });
    try {
      await Promise.race([transaction.ended, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}
