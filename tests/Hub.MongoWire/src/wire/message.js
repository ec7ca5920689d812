// MongoDB's wire protocol: OP_MSG, and the OP_QUERY with which a driver introduces itself.
import { decode, elements } from '../bson/decode.js';
import { encode } from '../bson/encode.js';
import { CommandError } from '../errors.js';

export const opMsg = 2013;
const opQuery = 2004;
const opReply = 1;
const checksumPresent = 1;
export const moreToCome = 2;
const exhaustAllowed = 1 << 16;

let lastId = 0;

export class Message {
  /** @param {Buffer} bytes one message with its header */
  constructor(bytes) {
    this.id = bytes.readInt32LE(4);
    this.opCode = bytes.readInt32LE(12);
    /** @type {Map<string, Buffer[]>} documents that stand beside the body */
    this.sequences = new Map();
    if (this.opCode === opMsg) this.#readMsg(bytes);
    else if (this.opCode === opQuery) this.#readQuery(bytes);
    else throw new CommandError('CommandNotSupported', `this test server does not know opcode ${this.opCode}`);
    this.body = decode(this.bytes);
    this.body.$db ??= this.database;
  }

  #readMsg(bytes) {
    this.flags = bytes.readUInt32LE(16);
    const unknown = this.flags & 0xffff & ~(checksumPresent | moreToCome);
    if (unknown) throw new CommandError('BadValue', `unknown required flag bits ${unknown}`);
    const end = bytes.length - (this.flags & checksumPresent ? 4 : 0);
    for (let at = 20; at < end; ) {
      const kind = bytes[at++];
      const size = bytes.readInt32LE(at);
      if (kind === 0) this.bytes = bytes.subarray(at, at + size);
      else if (kind === 1) this.#readSequence(bytes.subarray(at, at + size));
      else throw new CommandError('BadValue', `unknown section kind ${kind}`);
      at += size;
    }
  }

  #readSequence(bytes) {
    const nameEnd = bytes.indexOf(0, 4);
    const documents = [];
    for (let at = nameEnd + 1; at < bytes.length; ) {
      const size = bytes.readInt32LE(at);
      documents.push(bytes.subarray(at, at + size));
      at += size;
    }
    this.sequences.set(bytes.toString('utf8', 4, nameEnd), documents);
  }

  #readQuery(bytes) {
    this.flags = 0;
    const nameEnd = bytes.indexOf(0, 20);
    this.database = bytes.toString('utf8', 20, nameEnd).split('.')[0];
    const at = nameEnd + 9;
    this.bytes = bytes.subarray(at, at + bytes.readInt32LE(at));
  }

  get wantsReply() {
    return (this.flags & moreToCome) === 0;
  }

  get allowsExhaust() {
    return (this.flags & exhaustAllowed) !== 0;
  }

  /** The documents of a write, undecoded, from beside or within the body. @param {string} field @returns {Buffer[]} */
  documents(field) {
    const beside = this.sequences.get(field);
    if (beside) return beside;
    for (const { name, type, valueStart, end } of elements(this.bytes)) {
      if (name !== field) continue;
      if (type !== 0x04) break;
      const array = this.bytes.subarray(valueStart, end);
      return [...elements(array)].map((item) => array.subarray(item.valueStart, item.end));
    }
    throw new CommandError('FailedToParse', `BSON field '${Object.keys(this.body)[0]}.${field}' is missing but a required field`);
  }
}

/**
 * @param {Record<string, any>} body
 * @param {number} responseTo
 * @param {{ opCode: number, flags?: number }} form
 * @returns {{ id: number, bytes: Buffer }}
 */
export function reply(body, responseTo, { opCode, flags = 0 }) {
  const headroom = opCode === opMsg ? 21 : 36;
  const bytes = encode(body, headroom);
  bytes.fill(0, 0, headroom);
  lastId = (lastId + 1) & 0x7fffffff;
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(lastId, 4);
  bytes.writeInt32LE(responseTo, 8);
  if (opCode === opMsg) {
    bytes.writeInt32LE(opMsg, 12);
    bytes.writeUInt32LE(flags, 16);
  } else {
    bytes.writeInt32LE(opReply, 12);
    bytes.writeInt32LE(8, 16);
    bytes.writeInt32LE(1, 32);
  }
  return { id: lastId, bytes };
}
