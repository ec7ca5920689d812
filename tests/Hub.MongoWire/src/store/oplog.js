// The clock of the server and the list of what was committed, from which change streams read.
import { Timestamp } from 'bson';

/** When there is more than this, the older half goes. */
const maxChanges = 100_000;
const maxBytes = 128 * 1024 * 1024;

export class Oplog {
  /** @type {Change[]} */
  #changes = [];
  /** Position of the first change that is still kept. */
  #first = 0;
  #bytes = 0;
  #seconds = 0;
  #increment = 0;
  /** @type {Set<() => void>} */
  #waiting = new Set();

  constructor() {
    this.now = this.tick();
  }

  /** The next moment; every commit has its own. @returns {Timestamp} */
  tick() {
    const seconds = Math.floor(Date.now() / 1000);
    if (seconds > this.#seconds) {
      this.#seconds = seconds;
      this.#increment = 0;
    }
    this.#increment++;
    this.now = new Timestamp({ t: this.#seconds, i: this.#increment });
    return this.now;
  }

  /** Where a reader that wants only what comes stands. */
  get end() {
    return this.#first + this.#changes.length;
  }

  /** @param {Omit<Change, 'at'>[]} changes of one commit */
  append(changes) {
    const time = this.now;
    changes.forEach((change, i) => {
      this.#changes.push({ ...change, time, within: i });
      this.#bytes += sizeOf(change);
    });
    if (this.#changes.length > maxChanges || this.#bytes > maxBytes) this.#forget();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  #forget() {
    let count = 0;
    while (this.#changes.length - count > maxChanges / 2 || this.#bytes > maxBytes / 2) this.#bytes -= sizeOf(this.#changes[count++]);
    this.#changes = this.#changes.slice(count);
    this.#first += count;
  }

  /** @param {number} position @returns {Change | undefined} nothing at the end; null when it was thrown away */
  read(position) {
    if (position < this.#first) return null;
    return this.#changes[position - this.#first];
  }

  /**
   * The position of the first change after a moment.
   * @param {Timestamp} time @param {number} within of the commit at that moment; -1 for its first change
   * @returns {number | null} null when changes since then were thrown away
   */
  after(time, within) {
    const isLater = (change) => change.time.t - time.t || change.time.i - time.i || change.within - within;
    const at = this.#changes.findIndex((change) => isLater(change) > 0);
    if (at === 0 && this.#first > 0) return null;
    return at < 0 ? this.end : this.#first + at;
  }

  /** @param {number} milliseconds @returns {{ ended: Promise<void>, cancel: () => void }} ends with the next change or after the time */
  wait(milliseconds) {
    let wake;
    const ended = new Promise((resolve) => {
      const timer = setTimeout(() => wake(), milliseconds);
      wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
    return { ended, cancel: () => wake() };
  }
}

const sizeOf = ({ before, after }) => (before?.length ?? 0) + (after?.length ?? 0);

/**
 * @typedef {object} Change
 * @property {'insert' | 'update' | 'replace' | 'delete' | 'drop' | 'dropDatabase'} type
 * @property {string} db
 * @property {string} [collection]
 * @property {any} [id]
 * @property {Buffer} [before]
 * @property {Buffer} [after]
 * @property {{ lsid: any, txnNumber: any }} [transaction]
 * @property {Timestamp} [time]
 * @property {number} [within]
 */
