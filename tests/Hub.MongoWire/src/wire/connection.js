// One client connection: cuts its bytes into messages and answers them one after another.
import { CommandError } from '../errors.js';
import { Message, moreToCome, opMsg, reply } from './message.js';

const maxMessage = 48_000_000;

export class Connection {
  isClosed = false;
  /** As the client introduced itself. @type {string | undefined} */
  appName = undefined;
  /** @type {Buffer[]} */
  #chunks = [];
  #bytes = 0;
  #isWorking = false;
  /** @type {Buffer[]} */
  #waiting = [];

  /** @param {import('../server.js').Server} server @param {import('node:net').Socket} socket @param {number} id */
  constructor(server, socket, id) {
    this.server = server;
    this.socket = socket;
    this.id = id;
    /** Called when it closes. @type {Set<() => void>} */
    this.whenClosed = new Set();
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#close());
  }

  #close() {
    this.isClosed = true;
    for (const notify of this.whenClosed) notify();
  }

  #receive(chunk) {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (this.#bytes >= 4) {
      if (this.#chunks[0].length < 4) this.#join();
      const size = this.#chunks[0].readInt32LE(0);
      if (size < 16 || size > maxMessage) {
        this.socket.destroy();
        return;
      }
      if (this.#bytes < size) break;
      this.#join();
      const [all] = this.#chunks;
      this.#waiting.push(all.subarray(0, size));
      this.#chunks = all.length > size ? [all.subarray(size)] : [];
      this.#bytes -= size;
    }
    if (!this.#isWorking) void this.#work();
  }

  #join() {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
  }

  async #work() {
    this.#isWorking = true;
    while (this.#waiting.length > 0 && !this.isClosed) await this.#answer(this.#waiting.shift());
    this.#isWorking = false;
  }

  async #answer(bytes) {
    let message;
    try {
      message = new Message(bytes);
    } catch (fault) {
      const error = fault instanceof CommandError ? fault : new CommandError('InternalError', String(fault?.stack ?? fault));
      this.socket.write(reply(error.reply(), bytes.readInt32LE(4), { opCode: opMsg }).bytes);
      return;
    }
    let responseTo = message.id;
    for (;;) {
      const body = await this.server.execute(this, message);
      if (!body || this.isClosed || !message.wantsReply) return;
      const isExhausting = message.allowsExhaust && body.ok === 1 && message.body.maxAwaitTimeMS !== undefined;
      const answer = reply(body, responseTo, { opCode: message.opCode, flags: isExhausting ? moreToCome : 0 });
      this.socket.write(answer.bytes);
      if (!isExhausting) return;
      responseTo = answer.id;
    }
  }
}
