// Update operators on BSON values. Each takes a target and its argument and changes the document in place.
import { Timestamp } from 'bson';
import { compare, equal } from '../bson/compare.js';
import { add, isNumeric, multiply, toInteger } from '../bson/numbers.js';
import { badValue, CommandError } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { typeAlias } from '../query/operators.js';
import { isDocument } from '../query/paths.js';
import { sorted, sortOf } from '../query/sort.js';

const needsNumber = (value, operator) => {
  if (!isNumeric(value)) throw new CommandError('TypeMismatch', `Cannot apply ${operator} to a value of non-numeric type ${typeAlias(value)}`);
};

const arrayAt = (parent, name, operator) => {
  const value = parent[name];
  if (value !== undefined && !Array.isArray(value)) {
    throw badValue(`Cannot apply ${operator} to non-array field. Field named '${name}' has non-array type ${typeAlias(value)}`);
  }
  return value;
};

const knownOnly = (spec, names, operator) => {
  for (const name of Object.keys(spec)) if (!names.includes(name)) throw badValue(`Unrecognized clause in ${operator}: ${name}`);
};

function push({ parent, name }, argument) {
  const hasModifiers = isDocument(argument) && Object.keys(argument).some((key) => key.startsWith('$'));
  const spec = hasModifiers ? argument : { $each: [argument] };
  knownOnly(spec, ['$each', '$slice', '$sort', '$position'], '$push');
  if (!Array.isArray(spec.$each)) throw badValue('The argument to $each in $push must be an array');
  const array = (arrayAt(parent, name, '$push') ?? []).slice();
  const position = spec.$position === undefined ? array.length : toInteger(spec.$position, '$position');
  array.splice(position, 0, ...spec.$each);
  let result = array;
  if (isDocument(spec.$sort)) result = sorted(array, sortOf(spec.$sort));
  else if (spec.$sort !== undefined) result = array.sort((a, b) => toInteger(spec.$sort, '$sort') * compare(a, b));
  if (spec.$slice !== undefined) {
    const slice = toInteger(spec.$slice, '$slice');
    result = slice < 0 ? result.slice(slice) : result.slice(0, slice);
  }
  parent[name] = result;
}

function addToSet({ parent, name }, argument) {
  const values = isDocument(argument) && '$each' in argument ? argument.$each : [argument];
  if (isDocument(argument) && '$each' in argument) knownOnly(argument, ['$each'], '$addToSet');
  if (!Array.isArray(values)) throw new CommandError('TypeMismatch', 'The argument to $each in $addToSet must be an array');
  const array = (arrayAt(parent, name, '$addToSet') ?? []).slice();
  for (const value of values) if (!array.some((item) => equal(item, value))) array.push(value);
  parent[name] = array;
}

function pull({ parent, name }, argument) {
  const array = arrayAt(parent, name, '$pull');
  if (!array) return;
  const isOnValues = !isDocument(argument) || Object.keys(argument).some((key) => key.startsWith('$'));
  const test = isOnValues ? compileFilter({ item: argument }) : compileFilter(argument);
  parent[name] = array.filter((item) => !(isOnValues ? test.test({ item }) : isDocument(item) && test.test(item)));
}

function currentDate({ parent, name }, argument) {
  const type = isDocument(argument) ? argument.$type : 'date';
  if (argument !== true && type !== 'date' && type !== 'timestamp') throw badValue('$currentDate needs true or { $type: "date" | "timestamp" }');
  parent[name] = type === 'timestamp' ? new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 }) : new Date();
}

/** @type {Record<string, { create: boolean, apply: (target: import('./paths.js').Target, argument: any) => void }>} */
export const updateOperators = {
  $set: { create: true, apply: ({ parent, name }, value) => (parent[name] = value) },
  $setOnInsert: { create: true, apply: ({ parent, name }, value) => (parent[name] = value) },
  $unset: {
    create: false,
    apply: ({ parent, name }) => {
      if (!Array.isArray(parent)) delete parent[name];
      else if (parent[name] !== undefined) parent[name] = null;
    },
  },
  $inc: {
    create: true,
    apply: ({ parent, name }, amount) => {
      needsNumber(amount, '$inc');
      if (parent[name] !== undefined) needsNumber(parent[name], '$inc');
      parent[name] = parent[name] === undefined ? amount : add(parent[name], amount);
    },
  },
  $mul: {
    create: true,
    apply: ({ parent, name }, factor) => {
      needsNumber(factor, '$mul');
      if (parent[name] !== undefined) needsNumber(parent[name], '$mul');
      parent[name] = multiply(parent[name] ?? 0, factor);
    },
  },
  $min: { create: true, apply: ({ parent, name }, value) => (parent[name] = parent[name] === undefined || compare(value, parent[name]) < 0 ? value : parent[name]) },
  $max: { create: true, apply: ({ parent, name }, value) => (parent[name] = parent[name] === undefined || compare(value, parent[name]) > 0 ? value : parent[name]) },
  $currentDate: { create: true, apply: currentDate },
  $push: { create: true, apply: push },
  $addToSet: { create: true, apply: addToSet },
  $pull: { create: false, apply: pull },
  $pullAll: {
    create: false,
    apply: ({ parent, name }, values) => {
      const array = arrayAt(parent, name, '$pullAll');
      if (array) parent[name] = array.filter((item) => !values.some((value) => equal(value, item)));
    },
  },
  $pop: {
    create: false,
    apply: ({ parent, name }, end) => {
      const array = arrayAt(parent, name, '$pop');
      if (array) parent[name] = toInteger(end, '$pop') === 1 ? array.slice(0, -1) : array.slice(1);
    },
  },
};
