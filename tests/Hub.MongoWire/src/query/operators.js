// MongoDB's leaf conditions on BSON values. They replace mingo's own, which compare JavaScript values; how conditions are
// put together ($and, $or, $nor, $not, $elemMatch, $expr) stays with mingo.
import { BSONRegExp } from 'bson';
import { Query } from 'mingo/query';
import { compare, equal, rank } from '../bson/compare.js';
import { isNumeric, numberType, toDouble, toInteger } from '../bson/numbers.js';
import { badValue, CommandError } from '../errors.js';
import { isDocument, walk, walkOpened } from './paths.js';
import { isTrue } from './truth.js';

const isList = (value, name) => {
  if (!Array.isArray(value)) throw badValue(`${name} needs an array`);
};

/** Texts compare with texts only, numbers with numbers: a range never leaves the type of its bound. */
const ranged = (holds) => (path, bound) => {
  if (bound instanceof RegExp) throw badValue(`Can't have RegEx as arg to predicate over field '${path}'.`);
  const type = rank(bound);
  const isNaNBound = isNumeric(bound) && Number.isNaN(toDouble(bound));
  const test = (value) => {
    if (rank(value) !== type && type !== 0x01 && type !== 0x7f) return false;
    if (type === 0x0a && !isNaNBound && Number.isNaN(toDouble(value))) return false;
    if (isNaNBound && !Number.isNaN(toDouble(value))) return false;
    return holds(compare(value, bound));
  };
  return anywhere(path, test);
};

const anywhere = (path, test) => {
  const names = path.split('.');
  return (doc) => walkOpened(doc, names, test);
};

const whole = (path, test) => {
  const names = path.split('.');
  return (doc) => walk(doc, names, test);
};

const equalTo = (path, value) => (value instanceof RegExp ? $regex(path, value) : anywhere(path, (found) => equal(found, value)));

const oneOf = (path, values) => {
  isList(values, '$in');
  const patterns = values.filter((value) => value instanceof RegExp);
  const texts = new Set(values.filter((value) => typeof value === 'string'));
  const others = values.filter((value) => typeof value !== 'string' && !(value instanceof RegExp));
  return anywhere(path, (found) =>
    (typeof found === 'string' && (texts.has(found) || patterns.some((pattern) => pattern.test(found)))) || others.some((value) => equal(found, value)));
};

const $regex = (path, pattern) => {
  if (!(pattern instanceof RegExp)) throw badValue('$regex has to be a string or a regular expression');
  return anywhere(path, (found) =>
    (typeof found === 'string' && pattern.test(found)) || (found instanceof BSONRegExp && found.pattern === pattern.source));
};

const not = (make) => (path, value, options) => {
  const test = make(path, value, options);
  return (doc) => !test(doc);
};

/** Conditions on elements: `{ $gt: 1 }` on each value, `{ a: 1 }` on each document. */
const elementTest = (criteria, options) => {
  if (!isDocument(criteria)) throw badValue('$elemMatch needs an Object');
  const names = Object.keys(criteria);
  const onValues = names.length > 0 && names.every((name) => name.startsWith('$') && !['$and', '$or', '$nor'].includes(name));
  const query = onValues ? new Query({ element: criteria }, options) : new Query(criteria, options);
  return (item) => (onValues ? query.test({ element: item }) : (isDocument(item) || Array.isArray(item)) && query.test(item));
};

const $elemMatch = (path, criteria, options) => {
  const test = elementTest(criteria, options);
  return whole(path, (found) => Array.isArray(found) && found.some(test));
};

const $all = (path, values, options) => {
  isList(values, '$all');
  const tests = values.map((value) => (isDocument(value) && '$elemMatch' in value ? $elemMatch(path, value.$elemMatch, options) : equalTo(path, value)));
  return (doc) => tests.length > 0 && tests.every((test) => test(doc));
};

const $mod = (path, pair) => {
  if (!Array.isArray(pair) || pair.length !== 2) throw badValue('malformed mod, needs to be an array with two elements');
  const [divisor, remainder] = pair.map((number) => Math.trunc(toDouble(number)));
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return anywhere(path, (found) => isNumeric(found) && Math.trunc(toDouble(found)) % divisor === remainder);
};

const typeNames = {
  1: 'double', 2: 'string', 3: 'object', 4: 'array', 5: 'binData', 7: 'objectId', 8: 'bool', 9: 'date', 10: 'null', 11: 'regex', 13: 'javascript',
  16: 'int', 17: 'timestamp', 18: 'long', 19: 'decimal', '-1': 'minKey', 127: 'maxKey',
};
const aliases = new Set([...Object.values(typeNames), 'number']);

/** @param {any} value @returns {string | undefined} MongoDB's alias of its type */
export function typeAlias(value) {
  if (value === undefined) return undefined;
  const names = { 0x05: 'null', 0x0f: 'string', 0x14: 'object', 0x19: 'array', 0x1e: 'binData', 0x23: 'objectId', 0x28: 'bool', 0x2d: 'date', 0x2f: 'timestamp', 0x32: 'regex', 0x3c: 'javascript', 0x01: 'minKey', 0x7f: 'maxKey' };
  return names[rank(value)] ?? numberType(value);
}

/** @param {any} wanted an alias, a number or several of them @returns {(value: any) => boolean} */
export function typeTest(wanted) {
  const list = (Array.isArray(wanted) ? wanted : [wanted]).map((type) => (isNumeric(type) ? typeNames[toDouble(type)] : type));
  for (const type of list) if (!aliases.has(type)) throw badValue(`Unknown type name alias: ${type}`);
  return (value) => {
    const alias = typeAlias(value);
    return alias !== undefined && (list.includes(alias) || (list.includes('number') && isNumeric(value)));
  };
}

const $type = (path, wanted) => anywhere(path, typeTest(wanted));

const $size = (path, size) => {
  const wanted = toInteger(size, '$size');
  return whole(path, (found) => Array.isArray(found) && found.length === wanted);
};

const $exists = (path, wanted) => {
  const isWanted = isTrue(wanted);
  const names = path.split('.');
  return (doc) => walk(doc, names, (found) => found !== undefined) === isWanted;
};

const unsupported = (name) => () => {
  throw new CommandError('CommandNotSupported', `this test server does not know the condition ${name}`);
};

export const leafOperators = {
  $eq: equalTo,
  $ne: not(equalTo),
  $in: oneOf,
  $nin: not(oneOf),
  $gt: ranged((order) => order > 0),
  $gte: ranged((order) => order >= 0),
  $lt: ranged((order) => order < 0),
  $lte: ranged((order) => order <= 0),
  $regex,
  $elemMatch,
  $all,
  $mod,
  $type,
  $size,
  $exists,
  ...Object.fromEntries(['$where', '$text', '$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$bitsAllSet', '$bitsAnySet', '$bitsAllClear', '$bitsAnyClear', '$options'].map((name) => [name, unsupported(name)])),
};
