import { isNumeric, toDouble } from '../bson/numbers.js';

/** Whether MongoDB's expressions and options take a value for true: all but false, null, missing and numeric zero. @param {any} value */
export function isTrue(value) {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || toDouble(value) !== 0;
}
