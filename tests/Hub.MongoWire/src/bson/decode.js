// Reads BSON into the values this server works on. Int32 is a JavaScript number, and so is a double that no integer
// could be mistaken for; Int64 and integral doubles are wrapped, so that every number keeps its type on the way back.
import { Binary, BSONRegExp, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../errors.js';

/** @param {Buffer} buffer one document @returns {Record<string, any>} */
export function decode(buffer) {
  return readDocument(buffer, 0, false, noted);
}

/**
 * A JavaScript object moves keys that look like array indexes to its front. Such a document still round trips, because
 * its bytes are kept, but it cannot be written anew from its decoded form.
 * @param {Buffer} buffer
 * @returns {{ doc: Record<string, any>, keepsOrder: boolean }}
 */
export function decodeRecord(buffer) {
  const notes = { indexLike: false };
  const doc = readDocument(buffer, 0, false, notes);
  return { doc, keepsOrder: !notes.indexLike };
}

/**
 * The elements of a document, undecoded.
 * @param {Buffer} buffer
 * @returns {Generator<{ name: string, type: number, start: number, valueStart: number, end: number }>}
 */
export function* elements(buffer) {
  const end = buffer.readInt32LE(0) - 1;
  for (let at = 4; at < end; ) {
    const start = at;
    const type = buffer[at++];
    const nameEnd = buffer.indexOf(0, at);
    const name = buffer.toString('utf8', at, nameEnd);
    at = skip(buffer, nameEnd + 1, type);
    yield { name, type, start, valueStart: nameEnd + 1, end: at };
  }
}

const noted = { indexLike: false };
const indexLike = /^(0|[1-9]\d*)$/;

function readDocument(buffer, offset, isArray, notes) {
  const size = buffer.readInt32LE(offset);
  if (size < 5 || offset + size > buffer.length || buffer[offset + size - 1] !== 0) {
    throw new CommandError('InvalidBSON', 'a document does not end where its length says');
  }
  const end = offset + size - 1;
  const result = isArray ? [] : {};
  for (let at = offset + 4; at < end; ) {
    const type = buffer[at++];
    let nameEnd = at;
    while (buffer[nameEnd] !== 0) nameEnd++;
    let name;
    if (!isArray) {
      name = buffer.utf8Slice(at, nameEnd);
      if (buffer[at] <= 0x39 && indexLike.test(name)) notes.indexLike = true;
      if (name === '__proto__') throw new CommandError('InvalidBSON', "this test server refuses the field name '__proto__'");
    }
    at = nameEnd + 1;
    let value;
    switch (type) {
      case 0x01: {
        const number = buffer.readDoubleLE(at);
        value = Number.isInteger(number) ? new Double(number) : number;
        break;
      }
      case 0x02:
        value = buffer.utf8Slice(at + 4, at + 3 + buffer.readInt32LE(at));
        break;
      case 0x03:
        value = readDocument(buffer, at, false, notes);
        break;
      case 0x04:
        value = readDocument(buffer, at, true, notes);
        break;
      case 0x05: {
        const length = buffer.readInt32LE(at);
        value = new Binary(buffer.subarray(at + 5, at + 5 + length), buffer[at + 4]);
        break;
      }
      case 0x07:
        value = new ObjectId(buffer.subarray(at, at + 12));
        break;
      case 0x08:
        value = buffer[at] === 1;
        break;
      case 0x09:
        value = new Date(Number(buffer.readBigInt64LE(at)));
        break;
      case 0x0a:
        value = null;
        break;
      case 0x0b: {
        const patternEnd = buffer.indexOf(0, at);
        value = new BSONRegExp(buffer.toString('utf8', at, patternEnd), buffer.toString('utf8', patternEnd + 1, buffer.indexOf(0, patternEnd + 1)));
        break;
      }
      case 0x0d:
        value = new Code(buffer.toString('utf8', at + 4, at + 3 + buffer.readInt32LE(at)));
        break;
      case 0x10:
        value = buffer.readInt32LE(at);
        break;
      case 0x11:
        value = new Timestamp({ t: buffer.readUInt32LE(at + 4), i: buffer.readUInt32LE(at) });
        break;
      case 0x12:
        value = new Long(buffer.readInt32LE(at), buffer.readInt32LE(at + 4));
        break;
      case 0x13:
        value = new Decimal128(buffer.subarray(at, at + 16));
        break;
      case 0xff:
        value = new MinKey();
        break;
      case 0x7f:
        value = new MaxKey();
        break;
      default:
        throw new CommandError('InvalidBSON', `this test server does not read BSON type 0x${type.toString(16)}`);
    }
    if (isArray) result.push(value);
    else result[name] = value;
    at = skip(buffer, at, type);
  }
  return result;
}

function skip(buffer, at, type) {
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return at + 8;
    case 0x02:
    case 0x0d:
      return at + 4 + buffer.readInt32LE(at);
    case 0x03:
    case 0x04:
      return at + buffer.readInt32LE(at);
    case 0x05:
      return at + 5 + buffer.readInt32LE(at);
    case 0x07:
      return at + 12;
    case 0x08:
      return at + 1;
    case 0x0a:
    case 0xff:
    case 0x7f:
      return at;
    case 0x0b:
      return buffer.indexOf(0, buffer.indexOf(0, at) + 1) + 1;
    case 0x10:
      return at + 4;
    case 0x13:
      return at + 16;
    default:
      throw new CommandError('InvalidBSON', `this test server does not read BSON type 0x${type.toString(16)}`);
  }
}
