// The part of $jsonSchema that validators of collections use. A keyword that is not known is refused.
import { compare, equal } from '../bson/compare.js';
import { isNumeric, toDouble, toInteger } from '../bson/numbers.js';
import { CommandError } from '../errors.js';
import { typeTest } from './operators.js';
import { isDocument } from './paths.js';

const jsonTypes = { object: 'object', array: 'array', number: 'number', boolean: 'bool', string: 'string', null: 'null' };
const silent = new Set(['title', 'description']);

/**
 * @param {Record<string, any>} schema
 * @returns {(value: any, path?: string) => { operatorName: string, path: string }[]} what a value violates
 */
export function compileSchema(schema) {
  if (!isDocument(schema)) throw new CommandError('TypeMismatch', '$jsonSchema must be an object');
  const checks = Object.keys(schema).filter((keyword) => !silent.has(keyword)).map((keyword) => {
    const make = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (!make) throw new CommandError('FailedToParse', `Unknown $jsonSchema keyword: ${keyword}`);
    const check = make(schema[keyword], schema);
    return (value, path) => {
      const found = check(value, path);
      return found === true ? [] : found === false ? [{ operatorName: keyword, path }] : found;
    };
  });
  return (value, path = '') => checks.flatMap((check) => check(value, path));
}

const below = (path, name) => (path === '' ? name : `${path}.${name}`);
const onNumbers = (test) => (bound) => (value) => !isNumeric(value) || test(compare(value, bound));
const onTexts = (test) => (bound) => (value) => typeof value !== 'string' || test([...value].length, toDouble(bound));
const onArrays = (test) => (bound) => (value) => !Array.isArray(value) || test(value.length, toDouble(bound));
const several = (schemas) => schemas.map((schema) => compileSchema(schema));
const fits = (check, value) => check(value).length === 0;

const keywords = {
  bsonType: (type) => typeTest(type),
  type: (type) => typeTest([type].flat().map((name) => {
    if (!Object.hasOwn(jsonTypes, name)) throw new CommandError('BadValue', `$jsonSchema type '${name}' is not supported`);
    return jsonTypes[name];
  })),
  required: (names) => (value) => !isDocument(value) || names.every((name) => value[name] !== undefined),
  properties: (schemas) => {
    const checks = Object.keys(schemas).map((name) => [name, compileSchema(schemas[name])]);
    return (value, path) => (isDocument(value) ? checks.flatMap(([name, check]) => (value[name] === undefined ? [] : check(value[name], below(path, name)))) : true);
  },
  patternProperties: (schemas) => {
    const checks = Object.keys(schemas).map((pattern) => [new RegExp(pattern), compileSchema(schemas[pattern])]);
    return (value, path) =>
      isDocument(value) ? Object.keys(value).flatMap((name) => checks.flatMap(([pattern, check]) => (pattern.test(name) ? check(value[name], below(path, name)) : []))) : true;
  },
  additionalProperties: (allowed, schema) => {
    const known = new Set(Object.keys(schema.properties ?? {}));
    const patterns = Object.keys(schema.patternProperties ?? {}).map((pattern) => new RegExp(pattern));
    const check = isDocument(allowed) ? compileSchema(allowed) : allowed ? () => [] : undefined;
    return (value, path) => {
      if (!isDocument(value)) return true;
      const others = Object.keys(value).filter((name) => !known.has(name) && !patterns.some((pattern) => pattern.test(name)));
      return check ? others.flatMap((name) => check(value[name], below(path, name))) : others.length === 0;
    };
  },
  minimum: (bound, schema) => onNumbers(schema.exclusiveMinimum === true ? (order) => order > 0 : (order) => order >= 0)(bound),
  maximum: (bound, schema) => onNumbers(schema.exclusiveMaximum === true ? (order) => order < 0 : (order) => order <= 0)(bound),
  exclusiveMinimum: () => () => true,
  exclusiveMaximum: () => () => true,
  multipleOf: (bound) => (value) => !isNumeric(value) || toDouble(value) % toDouble(bound) === 0,
  enum: (values) => (value) => values.some((allowed) => equal(value, allowed)),
  pattern: (pattern) => {
    const expression = new RegExp(pattern);
    return (value) => typeof value !== 'string' || expression.test(value);
  },
  minLength: onTexts((length, bound) => length >= bound),
  maxLength: onTexts((length, bound) => length <= bound),
  minItems: onArrays((length, bound) => length >= bound),
  maxItems: onArrays((length, bound) => length <= bound),
  minProperties: (bound) => (value) => !isDocument(value) || Object.keys(value).length >= toInteger(bound, 'minProperties'),
  maxProperties: (bound) => (value) => !isDocument(value) || Object.keys(value).length <= toInteger(bound, 'maxProperties'),
  uniqueItems: (wanted) => (value) => !wanted || !Array.isArray(value) || value.every((item, i) => value.findIndex((other) => equal(item, other)) === i),
  items: (schema) => {
    if (Array.isArray(schema)) throw new CommandError('CommandNotSupported', "this test server knows one schema in 'items', not a list");
    const check = compileSchema(schema);
    return (value, path) => (Array.isArray(value) ? value.flatMap((item, i) => check(item, below(path, String(i)))) : true);
  },
  allOf: (schemas) => {
    const checks = several(schemas);
    return (value) => checks.every((check) => fits(check, value));
  },
  anyOf: (schemas) => {
    const checks = several(schemas);
    return (value) => checks.some((check) => fits(check, value));
  },
  oneOf: (schemas) => {
    const checks = several(schemas);
    return (value) => checks.filter((check) => fits(check, value)).length === 1;
  },
  not: (schema) => {
    const check = compileSchema(schema);
    return (value) => !fits(check, value);
  },
};
