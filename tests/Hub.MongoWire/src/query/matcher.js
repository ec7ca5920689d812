// Filters, compiled by mingo over BSON's conditions.
import { Context, evalExpr } from 'mingo/core';
import { $and, $nor, $not, $or } from 'mingo/operators/query/logical';
import { Query } from 'mingo/query';
import { expressions } from '../aggregate/expressions.js';
import { CommandError } from '../errors.js';
import { leafOperators } from './operators.js';
import { compileSchema } from './schema.js';
import { isTrue } from './truth.js';
import { isDocument } from './paths.js';

const queryOperators = {
  ...leafOperators,
  $and,
  $or,
  $nor,
  $not,
  $expr: (_, expression, options) => (doc) => isTrue(evalExpr(doc, expression, options)),
  $jsonSchema: (_, schema) => {
    const violations = compileSchema(schema);
    return (doc) => violations(doc).length === 0;
  },
};

export const queryContext = Context.init().addQueryOps(queryOperators).addExpressionOps(expressions);

const everything = { test: () => true };

/**
 * @param {Record<string, any>} filter as decoded
 * @param {Record<string, any>} [variables] of `let`
 * @returns {{ test(doc: Record<string, any>): boolean }}
 */
export function compileFilter(filter, variables) {
  if (Object.keys(filter).length === 0) return everything;
  return new Query(translated(filter), { context: queryContext, scriptEnabled: false, variables });
}

/** Regular expressions as JavaScript's; comments are not conditions. */
export function translated(value) {
  if (Array.isArray(value)) return value.map(translated);
  if (value?._bsontype === 'BSONRegExp') return toRegExp(value.pattern, value.options);
  if (!isDocument(value)) return value;
  const result = {};
  for (const name of Object.keys(value)) {
    if (name === '$comment') continue;
    if (name === '$regex') result.$regex = regexOf(value);
    else if (name !== '$options' || !('$regex' in value)) result[name] = translated(value[name]);
  }
  return result;
}

function regexOf({ $regex, $options }) {
  if (typeof $regex === 'string') return toRegExp($regex, $options ?? '');
  if ($regex?._bsontype === 'BSONRegExp') return toRegExp($regex.pattern, $options ?? $regex.options);
  throw new CommandError('BadValue', '$regex has to be a string');
}

function toRegExp(pattern, options) {
  const foreign = [...options].find((option) => !'imsu'.includes(option));
  if (foreign) throw new CommandError('CommandNotSupported', `this test server does not know the regular expression option '${foreign}'`);
  try {
    return new RegExp(pattern, [...options].filter((option) => option !== 'u').join(''));
  } catch (fault) {
    throw new CommandError('BadValue', `Regular expression is invalid: ${fault.message}`);
  }
}
