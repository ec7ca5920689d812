// BSON's order of values, and the order of texts by their UTF-8 bytes. `key.js` writes the same order as bytes.
import { exactly, toDouble } from './numbers.js';

const rankOfWrapper = {
  MinKey: 1, Binary: 0x1e, ObjectId: 0x23, Timestamp: 0x2f, BSONRegExp: 0x32, Code: 0x3c, MaxKey: 0x7f, Long: 0x0a, Double: 0x0a, Int32: 0x0a,
  Decimal128: 0x0a,
};

/** The place of a value's type in the order; missing counts as null. @param {any} value */
export function rank(value) {
  switch (typeof value) {
    case 'number':
      return 0x0a;
    case 'string':
      return 0x0f;
    case 'boolean':
      return 0x28;
    case 'undefined':
      return 0x05;
  }
  if (value === null) return 0x05;
  if (Array.isArray(value)) return 0x19;
  if (value instanceof Date) return 0x2d;
  return value._bsontype === undefined ? 0x14 : rankOfWrapper[value._bsontype];
}

/** @param {any} a @param {any} b @returns {number} negative, 0 or positive */
export function compare(a, b) {
  if (a === b) return 0;
  const type = rank(a);
  const order = type - rank(b);
  if (order !== 0) return order;
  switch (type) {
    case 0x0a:
      return compareNumbers(a, b);
    case 0x0f:
      return compareTexts(a, b);
    case 0x14:
      return compareDocuments(a, b);
    case 0x19:
      return compareArrays(a, b);
    case 0x1e:
      return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(bytesOf(a), bytesOf(b));
    case 0x23:
      return Buffer.compare(a.id, b.id);
    case 0x28:
      return Number(a) - Number(b);
    case 0x2d:
      return a.getTime() - b.getTime();
    case 0x2f:
      return a.t - b.t || a.i - b.i;
    case 0x32:
      return compareTexts(a.pattern, b.pattern) || compareTexts(a.options, b.options);
    case 0x3c:
      return compareTexts(String(a.code), String(b.code));
    default:
      return 0;
  }
}

/** @param {any} a @param {any} b */
export function equal(a, b) {
  return a === b || compare(a, b) === 0;
}

/** UTF-16 order is UTF-8 order but for surrogates, which belong behind everything else. @param {string} a @param {string} b */
export function compareTexts(a, b) {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const isHighX = x >= 0xd800 && x <= 0xdfff;
    const isHighY = y >= 0xd800 && y <= 0xdfff;
    return isHighX === isHighY ? x - y : isHighX ? 1 : -1;
  }
  return a.length - b.length;
}

export function bytesOf(binary) {
  return binary.buffer.subarray(0, binary.position);
}

function compareNumbers(a, b) {
  const x = toDouble(a);
  const y = toDouble(b);
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
  if (x !== y) return x < y ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return 0;
  if (!Number.isFinite(x)) return 0;
  const [n, d] = exactly(a);
  const [m, e] = exactly(b);
  const left = n * e;
  const right = m * d;
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareDocuments(a, b) {
  const namesA = Object.keys(a);
  const namesB = Object.keys(b);
  for (let i = 0; i < namesA.length && i < namesB.length; i++) {
    const x = a[namesA[i]];
    const y = b[namesB[i]];
    const order = rank(x) - rank(y) || compareTexts(namesA[i], namesB[i]) || compare(x, y);
    if (order !== 0) return order;
  }
  return namesA.length - namesB.length;
}

function compareArrays(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
