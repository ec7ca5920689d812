// A value as text of single-byte characters whose plain order is BSON's order of the values. Index entries are made of these.
import { bytesOf, rank } from './compare.js';
import { exactly, toDouble } from './numbers.js';

/** Stands for an empty array in a multikey index: before null. */
export const emptyArrayKey = '\x04';

/** Behind every continuation of a key. */
export const last = '\u0100';

/** @param {any} value @param {boolean} [descending] @returns {string} */
export function key(value, descending = false) {
  const text = String.fromCharCode(rank(value)) + payload(value);
  return descending ? invert(text) : text;
}

/** @param {string} text */
export function invert(text) {
  const bytes = Buffer.from(text, 'latin1');
  for (let i = 0; i < bytes.length; i++) bytes[i] = 0xff - bytes[i];
  return bytes.latin1Slice(0, bytes.length);
}

function payload(value) {
  switch (rank(value)) {
    case 0x0a:
      return numberKey(value);
    case 0x0f:
      return terminated(value);
    case 0x14: {
      let text = '';
      for (const name of Object.keys(value)) text += String.fromCharCode(rank(value[name])) + terminated(name) + payload(value[name]);
      return text + '\0';
    }
    case 0x19: {
      let text = '';
      for (const item of value) text += key(item);
      return text + '\0';
    }
    case 0x1e:
      return uint32(value.position) + String.fromCharCode(value.sub_type) + Buffer.from(bytesOf(value)).latin1Slice();
    case 0x23:
      return Buffer.from(value.id).latin1Slice();
    case 0x28:
      return value ? '\x01' : '\x00';
    case 0x2d:
      return doubleKey(value.getTime());
    case 0x2f:
      return uint32(value.t) + uint32(value.i);
    case 0x32:
      return terminated(value.pattern) + terminated(value.options);
    case 0x3c:
      return terminated(String(value.code));
    default:
      return '';
  }
}

/** Text in UTF-8, with a sign of its end that sorts before every character and stands nowhere else. */
function terminated(text) {
  const bytes = isPlain.test(text) ? text : Buffer.from(text, 'utf8').latin1Slice().replace(/[\x00\x01]/g, (control) => (control === '\0' ? '\x01\x01' : '\x01\x02'));
  return bytes + '\0';
}

const isPlain = /^[\x02-\x7f]*$/;
const eight = Buffer.alloc(8);

function uint32(number) {
  eight.writeUInt32BE(number, 0);
  return eight.latin1Slice(0, 4);
}

function doubleKey(number) {
  eight.writeDoubleBE(Object.is(number, -0) ? 0 : number, 0);
  if (eight[0] & 0x80) for (let i = 0; i < 8; i++) eight[i] = 0xff - eight[i];
  else eight[0] |= 0x80;
  return eight.latin1Slice(0, 8);
}

/** The nearest double, then by how much the number differs from it: below, not at all, above. */
function numberKey(value) {
  const near = toDouble(value);
  if (Number.isNaN(near)) return '\0';
  const start = '\x01' + doubleKey(near);
  if (typeof value === 'number' || value._bsontype === 'Double' || !Number.isFinite(near)) return start + '\x80';
  const [n, d] = exactly(value);
  const [m, e] = exactly(near);
  const difference = n * e - m * d;
  if (difference === 0n) return start + '\x80';
  const scale = near === 0 ? 0 : Math.floor(Math.log2(Math.abs(near)));
  // Steps of 2^-180 of the number: finer than 34 decimal digits can tell apart.
  const steps = scale > 180 ? difference / (d * e * 2n ** BigInt(scale - 180)) : (difference * 2n ** BigInt(180 - scale)) / (d * e);
  const magnitude = (steps < 0n ? -steps : steps).toString(16).padStart(48, '0');
  return start + (steps < 0n ? '\x7f' + invert(magnitude) : '\x81' + magnitude);
}
