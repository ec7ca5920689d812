// Aggregation expressions: those that compare, count or decide work on BSON values, the others are mingo's.
import { evalExpr as evaluate } from 'mingo/core';
import { Double, Long } from 'bson';
import * as arrays from 'mingo/operators/expression/array';
import * as objects from 'mingo/operators/expression/object';
import * as texts from 'mingo/operators/expression/string';
import { $let } from 'mingo/operators/expression/variable';
import { $literal } from 'mingo/operators/expression';
import { compare, equal } from '../bson/compare.js';
import { add, double, exactly, isNumeric, multiply, subtract, toDouble } from '../bson/numbers.js';
import { badValue } from '../errors.js';
import { typeAlias } from '../query/operators.js';
import { isTrue } from '../query/truth.js';

const isNil = (value) => value === null || value === undefined;
const list = (value) => (Array.isArray(value) ? value : [value]);

const pair = (combine) => (doc, args, options) => {
  const values = evaluate(doc, args, options);
  if (!Array.isArray(values) || values.length !== 2) throw badValue('the expression takes exactly 2 arguments');
  return combine(values[0], values[1]);
};

/** Missing sorts before null here, unlike in filters. */
const order = (a, b) => (a === undefined || b === undefined ? Number(b === undefined) - Number(a === undefined) || 0 : compare(a, b));
const comparison = (holds) => pair((a, b) => holds(a === undefined && b === undefined ? 0 : a === undefined ? -1 : b === undefined ? 1 : order(a, b)));

const numeric = (combine, start) => (doc, args, options) => {
  const values = list(evaluate(doc, args, options));
  if (values.some(isNil)) return null;
  const dates = values.filter((value) => value instanceof Date);
  const numbers = values.filter((value) => !(value instanceof Date));
  for (const number of numbers) if (!isNumeric(number)) throw badValue(`the expression only supports numeric types, not ${typeAlias(number)}`);
  if (dates.length === 0) return start === undefined ? numbers.reduce((a, b) => combine(a, b)) : numbers.reduce((a, b) => combine(a, b), start);
  if (dates.length > 1) throw badValue('only one date allowed in an $add expression');
  return new Date(dates[0].getTime() + numbers.reduce((sum, number) => sum + toDouble(number), 0));
};

const difference = pair((a, b) => {
  if (isNil(a) || isNil(b)) return null;
  if (a instanceof Date) return b instanceof Date ? Long.fromNumber(a.getTime() - b.getTime()) : new Date(a.getTime() - toDouble(b));
  if (!isNumeric(a) || !isNumeric(b)) throw badValue(`can't $subtract ${typeAlias(b)} from ${typeAlias(a)}`);
  return subtract(a, b);
});

const converted = (convert) => (doc, arg, options) => {
  const value = evaluate(doc, Array.isArray(arg) && arg.length === 1 ? arg[0] : arg, options);
  return isNil(value) ? null : convert(value);
};

const toNumber = (value) => {
  if (value instanceof Date) return Long.fromNumber(value.getTime());
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return Long.fromString(value);
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) return double(Number(value));
  if (!isNumeric(value)) throw badValue(`Unsupported conversion from ${typeAlias(value)} to a number`);
  return value;
};

const extreme = (sign) => (doc, arg, options) => {
  const values = list(evaluate(doc, arg, options)).filter((value) => !isNil(value));
  return values.length === 0 ? null : values.reduce((best, value) => (sign * compare(value, best) > 0 ? value : best));
};

const decide = (doc, expression, options) => isTrue(evaluate(doc, expression, options));

export const expressions = {
  $literal,
  $let,
  $map: arrays.$map,
  $reduce: arrays.$reduce,
  $concatArrays: arrays.$concatArrays,
  $arrayElemAt: arrays.$arrayElemAt,
  $arrayToObject: arrays.$arrayToObject,
  $slice: arrays.$slice,
  $size: arrays.$size,
  $isArray: arrays.$isArray,
  $range: arrays.$range,
  $reverseArray: arrays.$reverseArray,
  $mergeObjects: objects.$mergeObjects,
  $objectToArray: objects.$objectToArray,
  $setField: objects.$setField,
  $unsetField: objects.$unsetField,
  $concat: texts.$concat,
  $toLower: texts.$toLower,
  $toUpper: texts.$toUpper,
  $strLenBytes: texts.$strLenBytes,
  $strLenCP: texts.$strLenCP,
  $substrBytes: texts.$substrBytes,
  $substrCP: texts.$substrCP,
  $split: texts.$split,
  $trim: texts.$trim,
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison(Math.sign),
  $in: pair((item, values) => {
    if (!Array.isArray(values)) throw badValue('$in requires an array as a second argument');
    return values.some((value) => equal(value, item));
  }),
  $and: (doc, args, options) => list(args).every((arg) => decide(doc, arg, options)),
  $or: (doc, args, options) => list(args).some((arg) => decide(doc, arg, options)),
  $not: (doc, arg, options) => !decide(doc, Array.isArray(arg) ? arg[0] : arg, options),
  $cond: (doc, args, options) => {
    const [test, then, otherwise] = Array.isArray(args) ? args : [args.if, args.then, args.else];
    return evaluate(doc, decide(doc, test, options) ? then : otherwise, options);
  },
  $switch: (doc, { branches, default: otherwise }, options) => {
    const branch = branches.find(({ case: test }) => decide(doc, test, options));
    if (!branch && otherwise === undefined) throw badValue('$switch could not find a matching branch and has no default');
    return evaluate(doc, branch ? branch.then : otherwise, options);
  },
  $ifNull: (doc, args, options) => {
    const values = evaluate(doc, args, options);
    return values.find((value) => !isNil(value)) ?? values.at(-1);
  },
  $filter: (doc, { input, as = 'this', cond, limit, ...unknown }, options) => {
    if (limit !== undefined || Object.keys(unknown).length > 0) throw badValue('this test server knows input, as and cond of $filter');
    const values = evaluate(doc, input, options);
    if (isNil(values)) return null;
    const kept = evaluate(doc, { $map: { input: { $literal: values }, as, in: cond } }, options);
    return values.filter((_, i) => isTrue(kept[i]));
  },
  $add: numeric(add, 0),
  $multiply: numeric(multiply, 1),
  $subtract: difference,
  $divide: pair((a, b) => (isNil(a) || isNil(b) ? null : double(toDouble(a) / toDouble(b)))),
  $mod: pair((a, b) => {
    if (isNil(a) || isNil(b)) return null;
    if (toDouble(b) === 0) throw badValue("can't $mod by zero");
    const remainder = toDouble(a) % toDouble(b);
    return [a, b].some((value) => value?._bsontype === 'Long') ? Long.fromNumber(remainder) : remainder;
  }),
  $max: extreme(1),
  $min: extreme(-1),
  $type: (doc, arg, options) => typeAlias(evaluate(doc, Array.isArray(arg) ? arg[0] : arg, options)) ?? 'missing',
  $isNumber: (doc, arg, options) => isNumeric(evaluate(doc, arg, options)),
  $toLong: converted((value) => Long.fromBigInt(exactly(toNumber(value))[0])),
  $toInt: converted((value) => Number(exactly(toNumber(value))[0])),
  $toDouble: converted((value) => {
    const number = toDouble(toNumber(value));
    return Number.isInteger(number) ? new Double(number) : number;
  }),
  $toBool: converted(isTrue),
  $toDate: converted((value) => new Date(toDouble(toNumber(value)))),
  $toString: converted((value) => (value instanceof Date ? value.toISOString() : value._bsontype === 'ObjectId' ? value.toHexString() : String(value))),
};
