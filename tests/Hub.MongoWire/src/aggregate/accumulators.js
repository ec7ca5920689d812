// Accumulators of $group on BSON values.
import { evalExpr as evaluate } from 'mingo/core';
import { compare, equal } from '../bson/compare.js';
import { add, double, isNumeric, toDouble } from '../bson/numbers.js';
import { badValue, CommandError } from '../errors.js';
import { isDocument } from '../query/paths.js';

const isValue = (value) => value !== null && value !== undefined;

const accumulators = {
  $sum: (values) => values.filter(isNumeric).reduce(add, 0),
  $avg: (values) => {
    const numbers = values.filter(isNumeric).map(toDouble);
    return numbers.length === 0 ? null : double(numbers.reduce((a, b) => a + b, 0) / numbers.length);
  },
  $min: (values) => values.filter(isValue).reduce((best, value) => (best === null || compare(value, best) < 0 ? value : best), null),
  $max: (values) => values.filter(isValue).reduce((best, value) => (best === null || compare(value, best) > 0 ? value : best), null),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => values.filter((value, i) => value !== undefined && values.findIndex((other) => equal(other, value)) === i),
  $mergeObjects: (values) => Object.assign({}, ...values.filter(isValue)),
};

/** @param {Record<string, any>} spec such as { $sum: 1 } @param {Record<string, any>[]} docs of one group */
export function accumulate(spec, docs, options) {
  if (!isDocument(spec) || Object.keys(spec).length !== 1) throw badValue('a field of $group must be one accumulator');
  const [[name, argument]] = Object.entries(spec);
  if (name === '$count') return docs.length;
  if (!Object.hasOwn(accumulators, name)) throw new CommandError('CommandNotSupported', `this test server does not know the accumulator ${name}`);
  return accumulators[name](docs.map((doc) => evaluate(doc, argument, options)));
}
