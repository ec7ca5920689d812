// Writes the values of decode.js, and documents that are bytes already, as BSON.
import { CommandError } from '../errors.js';

/** A document that is written as the bytes it came in. */
export class RawDocument {
  /** @param {Buffer} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }
}

let scratch = Buffer.allocUnsafe(1 << 16);
let at = 0;

/** @param {Record<string, any>} doc @param {number} [headroom] bytes left free in front of it @returns {Buffer} */
export function encode(doc, headroom = 0) {
  at = 0;
  reserve(headroom);
  at = headroom;
  writeDocument(doc);
  return Buffer.from(scratch.subarray(0, at));
}

/** @param {number} number @returns {boolean} whether it is written as an Int32 */
export function isInt32(number) {
  return Number.isInteger(number) && number >= -0x80000000 && number <= 0x7fffffff && !Object.is(number, -0);
}

function reserve(bytes) {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}

function writeDocument(doc) {
  if (doc instanceof RawDocument) {
    writeBytes(doc.bytes);
    return;
  }
  reserve(5);
  const start = at;
  at += 4;
  if (Array.isArray(doc)) {
    for (let i = 0; i < doc.length; i++) writeElement(String(i), doc[i] === undefined ? null : doc[i]);
  } else {
    for (const name of Object.keys(doc)) if (doc[name] !== undefined) writeElement(name, doc[name]);
  }
  reserve(1);
  scratch[at++] = 0;
  scratch.writeInt32LE(at - start, start);
}

function writeElement(name, value) {
  const typeAt = at;
  reserve(1);
  at++;
  writeCString(name);
  // Writing a value may move everything to a larger buffer.
  const type = writeValue(value);
  scratch[typeAt] = type;
}

function writeValue(value) {
  switch (typeof value) {
    case 'string':
      writeString(value);
      return 0x02;
    case 'number':
      return writeNumber(value);
    case 'boolean':
      reserve(1);
      scratch[at++] = value ? 1 : 0;
      return 0x08;
  }
  if (value === null) return 0x0a;
  if (value instanceof Date) {
    reserve(8);
    at = scratch.writeBigInt64LE(BigInt(value.getTime()), at);
    return 0x09;
  }
  if (Array.isArray(value)) {
    writeDocument(value);
    return 0x04;
  }
  switch (value._bsontype) {
    case undefined:
      writeDocument(value);
      return 0x03;
    case 'Long':
      reserve(8);
      at = scratch.writeInt32LE(value.low, at);
      at = scratch.writeInt32LE(value.high, at);
      return 0x12;
    case 'Double':
      reserve(8);
      at = scratch.writeDoubleLE(value.value, at);
      return 0x01;
    case 'ObjectId':
      writeBytes(value.id);
      return 0x07;
    case 'Binary':
      reserve(5);
      at = scratch.writeInt32LE(value.position, at);
      scratch[at++] = value.sub_type;
      writeBytes(value.buffer.subarray(0, value.position));
      return 0x05;
    case 'Timestamp':
      reserve(8);
      at = scratch.writeUInt32LE(value.i, at);
      at = scratch.writeUInt32LE(value.t, at);
      return 0x11;
    case 'Decimal128':
      writeBytes(value.bytes);
      return 0x13;
    case 'BSONRegExp':
      writeCString(value.pattern);
      writeCString(value.options);
      return 0x0b;
    case 'Code':
      writeString(value.code);
      return 0x0d;
    case 'MinKey':
      return 0xff;
    case 'MaxKey':
      return 0x7f;
    default:
      throw new CommandError('InternalError', `this test server cannot write a ${value._bsontype}`);
  }
}

function writeNumber(number) {
  if (isInt32(number)) {
    reserve(4);
    at = scratch.writeInt32LE(number, at);
    return 0x10;
  }
  reserve(8);
  at = scratch.writeDoubleLE(number, at);
  return 0x01;
}

function writeString(text) {
  const bytes = Buffer.byteLength(text);
  reserve(bytes + 5);
  at = scratch.writeInt32LE(bytes + 1, at);
  at += scratch.utf8Write(text, at, bytes);
  scratch[at++] = 0;
}

function writeCString(text) {
  const bytes = Buffer.byteLength(text);
  reserve(bytes + 1);
  at += scratch.utf8Write(text, at, bytes);
  scratch[at++] = 0;
}

function writeBytes(bytes) {
  reserve(bytes.length);
  scratch.set(bytes, at);
  at += bytes.length;
}
