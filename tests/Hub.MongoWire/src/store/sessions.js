// Logical sessions: the running transaction of each and, for retryable writes, what its last one answered.
import { CommandError } from '../errors.js';
import { Transaction } from './transaction.js';

const transient = { labels: ['TransientTransactionError'] };

export class Session {
  /** @param {import('./store.js').Store} store @param {any} lsid */
  constructor(store, lsid) {
    this.store = store;
    this.lsid = lsid;
    this.number = -1n;
    /** Who used it last. @type {string | undefined} */
    this.appName = undefined;
    this.isBusy = false;
    /** @type {Transaction | undefined} */
    this.transaction = undefined;
    /** Results of the retryable write with this number, by statement. @type {Map<number, any>} */
    this.statements = new Map();
    /** Ends with the command that runs in it. */
    this.free = Promise.resolve();
  }

  /** A session runs one command at a time: a retry waits for the first try. @returns {Promise<() => void>} gives it back */
  async checkOut() {
    const before = this.free;
    let giveBack;
    this.free = new Promise((resolve) => (giveBack = resolve));
    await before;
    const { transaction } = this;
    const began = Date.now();
    this.isBusy = true;
    return () => {
      this.isBusy = false;
      if (this.transaction) this.transaction.activeFor += Date.now() - (this.transaction === transaction ? began : this.transaction.startedAt);
      giveBack();
    };
  }

  #advance(number) {
    if (number < this.number) {
      throw new CommandError('TransactionTooOld', `Retryable write with txnNumber ${number} is prohibited on session because a newer one with txnNumber ${this.number} has already started.`);
    }
    if (number === this.number) return false;
    this.transaction?.abort();
    this.transaction = undefined;
    this.statements = new Map();
    this.number = number;
    return true;
  }

  /** @param {bigint} number @returns {Map<number, any>} results of statements that were executed before */
  retryable(number) {
    this.#advance(number);
    if (this.transaction) throw new CommandError('TransactionCommitted', `Cannot retry a retryable write that has been converted into a transaction`);
    return this.statements;
  }

  /** @param {bigint} number @returns {Transaction} */
  start(number) {
    const isNew = this.#advance(number);
    if (!isNew && !(this.transaction?.state === 'aborted')) {
      throw new CommandError('ConflictingOperationInProgress', `Cannot start transaction ${number} on session: it was used before`);
    }
    this.transaction = new Transaction(this.store, { lsid: this.lsid, txnNumber: number });
    return this.transaction;
  }

  /** @param {bigint} number @returns {Transaction} in any state */
  named(number) {
    if (number < this.number) throw new CommandError('TransactionTooOld', `txnNumber ${number} is less than last txnNumber ${this.number} seen in session`);
    if (number !== this.number || !this.transaction) {
      throw new CommandError('NoSuchTransaction', `Given transaction number ${number} does not match any in-progress transactions.`, transient);
    }
    return this.transaction;
  }

  /** @param {bigint} number @returns {Transaction} open */
  running(number) {
    const transaction = this.named(number);
    if (transaction.state === 'committed') throw new CommandError('TransactionCommitted', `Transaction ${number} has been committed.`);
    if (transaction.state === 'aborted') throw new CommandError('NoSuchTransaction', `Transaction ${number} has been aborted.`, transient);
    return transaction;
  }
}

export class Sessions {
  /** @type {Map<string, Session>} */
  #sessions = new Map();

  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {any} lsid @returns {Session} */
  get(lsid) {
    const name = nameOf(lsid);
    let session = this.#sessions.get(name);
    if (!session) this.#sessions.set(name, (session = new Session(this.store, lsid)));
    return session;
  }

  /** Ends sessions as the server does when they time out: transactions abort, cursors close. @param {any[]} lsids */
  end(lsids) {
    for (const lsid of lsids) {
      const name = nameOf(lsid);
      this.#sessions.get(name)?.transaction?.abort();
      this.#sessions.delete(name);
      this.store.cursors.killOf(name);
    }
  }

  /** Sessions whose transaction is open while no command runs in them. @returns {Session[]} */
  idle() {
    return [...this.#sessions.values()].filter(({ transaction, isBusy }) => transaction?.state === 'open' && !isBusy);
  }

  endAll() {
    this.end([...this.#sessions.values()].map(({ lsid }) => lsid));
  }
}

/** @param {{ id: import('bson').Binary }} lsid @returns {string} */
export function nameOf(lsid) {
  if (lsid?.id?._bsontype !== 'Binary') throw new CommandError('TypeMismatch', "lsid needs a field 'id' of type binData");
  return Buffer.from(lsid.id.buffer).toString('hex');
}
