// The four number types: reading them, and adding and multiplying them with MongoDB's result types.
import { Double, Long } from 'bson';
import { CommandError } from '../errors.js';
import { isInt32 } from './encode.js';

/** @param {any} value */
export function isNumeric(value) {
  return typeof value === 'number' || (value !== null && typeof value === 'object' && ['Long', 'Double', 'Decimal128'].includes(value._bsontype));
}

/** The nearest double. @param {any} value a number of any type */
export function toDouble(value) {
  if (typeof value === 'number') return value;
  switch (value._bsontype) {
    case 'Long':
      return value.toNumber();
    case 'Double':
      return value.value;
    default:
      return Number(value.toString());
  }
}

/** A number as a fraction of integers, without rounding. @param {any} value finite @returns {[bigint, bigint]} */
export function exactly(value) {
  if (typeof value === 'object' && value._bsontype === 'Long') return [value.toBigInt(), 1n];
  if (typeof value === 'object' && value._bsontype === 'Decimal128') return decimalExactly(value.toString());
  let double = toDouble(value);
  let divisor = 1n;
  while (!Number.isInteger(double)) {
    double *= 2;
    divisor *= 2n;
  }
  return [BigInt(double), divisor];
}

function decimalExactly(text) {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(text);
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const power = Number(exponent) - fraction.length;
  return power >= 0 ? [digits * 10n ** BigInt(power), 1n] : [digits, 10n ** BigInt(-power)];
}

/** @param {any} value @returns {'int' | 'long' | 'double' | 'decimal'} */
export function numberType(value) {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  return { Long: 'long', Double: 'double', Decimal128: 'decimal' }[value._bsontype];
}

/** @param {any} value @param {string} what for the message @returns {number} an integer of the safe range */
export function toInteger(value, what) {
  const number = isNumeric(value) ? toDouble(value) : NaN;
  if (!Number.isSafeInteger(number)) throw new CommandError('TypeMismatch', `${what} must be an integer`);
  return number;
}

/** A double, wrapped when an integer could be mistaken for it. @param {number} number */
export function double(number) {
  return isInt32(number) ? new Double(number) : number;
}

/** Result of an operation on two numbers: int and long widen, a double makes a double. */
function combine(a, b, integers, doubles) {
  const types = [numberType(a), numberType(b)];
  if (types.includes('decimal')) throw new CommandError('CommandNotSupported', 'this test server does not calculate with Decimal128');
  if (types.includes('double')) return double(doubles(toDouble(a), toDouble(b)));
  const result = integers(exactly(a)[0], exactly(b)[0]);
  if (result < -(2n ** 63n) || result >= 2n ** 63n) throw new CommandError('BadValue', 'the result does not fit an Int64');
  const wide = types.includes('long') || result < -0x80000000n || result > 0x7fffffffn;
  return wide ? Long.fromBigInt(result) : Number(result);
}

export const add = (a, b) => combine(a, b, (x, y) => x + y, (x, y) => x + y);
export const subtract = (a, b) => combine(a, b, (x, y) => x - y, (x, y) => x - y);
export const multiply = (a, b) => combine(a, b, (x, y) => x * y, (x, y) => x * y);
