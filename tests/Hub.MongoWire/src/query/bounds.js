// What a filter says about single paths, in the form that indexes can use. Everything else is left to the filter itself.
import { rank } from '../bson/compare.js';
import { key, last } from '../bson/key.js';
import { isDocument } from './paths.js';

/**
 * @typedef {object} Condition
 * @property {any[]} [points] the value is one of these
 * @property {[any, boolean]} [above] bound, and whether it is included
 * @property {[any, boolean]} [below]
 * @property {string} [prefix] of a text
 * @property {object} [element] conditions with the same one hold on the same element of an array
 */

/**
 * @param {Record<string, any>} filter
 * @returns {{ paths: Map<string, Condition[]>, alternatives: Record<string, any>[][] }} alternatives: the lists of $or
 */
export function conditionsOf(filter) {
  const found = { paths: new Map(), alternatives: [] };
  gather(filter, '', undefined, found);
  return found;
}

function gather(filter, prefix, element, found) {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and') for (const part of value) gather(part, prefix, element, found);
    else if (name === '$or' && prefix === '') found.alternatives.push(value);
    else if (!name.startsWith('$')) gatherPath(prefix + name, value, element, found);
  }
}

function gatherPath(path, value, element, found) {
  const add = (condition) => {
    if (!found.paths.has(path)) found.paths.set(path, []);
    found.paths.get(path).push({ ...condition, element });
  };
  const isCondition = isDocument(value) && Object.keys(value).some((name) => name.startsWith('$'));
  if (!isCondition) {
    addEquality(value, add);
    return;
  }
  for (const [operator, bound] of Object.entries(value)) {
    if (operator === '$eq') addEquality(bound, add);
    else if (operator === '$in' && bound.every(isPoint)) add({ points: bound });
    else if (operator === '$gt' && isRangeBound(bound)) add({ above: [bound, false] });
    else if (operator === '$gte' && isRangeBound(bound)) add({ above: [bound, true] });
    else if (operator === '$lt' && isRangeBound(bound)) add({ below: [bound, false] });
    else if (operator === '$lte' && isRangeBound(bound)) add({ below: [bound, true] });
    else if (operator === '$regex') addPattern(bound, value.$options, add);
    else if (operator === '$all' && bound.length > 0 && isPoint(bound[0])) addEquality(bound[0], add);
    else if (operator === '$elemMatch' && element === undefined) gatherElement(path, bound, found);
  }
}

function gatherElement(path, criteria, found) {
  const element = {};
  const onValues = Object.keys(criteria).every((name) => name.startsWith('$') && name !== '$and' && name !== '$or' && name !== '$nor');
  if (onValues) gatherPath(path, criteria, element, found);
  else gather(criteria, `${path}.`, element, found);
}

function addEquality(value, add) {
  if (value?._bsontype === 'BSONRegExp') addPattern(value, undefined, add);
  else if (isPoint(value)) add({ points: [value] });
}

function addPattern(pattern, options, add) {
  const text = typeof pattern === 'string' ? pattern : pattern.pattern;
  if ((options ?? pattern.options ?? '') !== '') return;
  const prefix = /^\^([\w :/@-]+)(?![?*+{|])/.exec(text)?.[1];
  if (prefix && !text.includes('|')) add({ prefix: /[?*{]/.test(text[prefix.length + 1] ?? '') ? prefix.slice(0, -1) : prefix });
}

const isPoint = (value) => !Array.isArray(value) && value?._bsontype !== 'BSONRegExp';
const isRangeBound = (value) => isPoint(value) && ![0x01, 0x7f, 0x05].includes(rank(value));

/** Parts of index entries: several single ones, or those from one to another. @typedef {{ points: string[] } | { from: string, to: string }} Bound */

/**
 * @param {Condition[]} conditions on one path @param {boolean} mayCombine not on elements of an array, unless it is the same one
 * @param {(value: any) => string} part @param {boolean} descending
 * @returns {Bound | undefined}
 */
export function boundOf(conditions, mayCombine, part, descending) {
  const points = conditions.find((condition) => condition.points);
  if (points) return { points: [...new Set(points.points.map((value) => part(value)))] };
  const prefix = conditions.find((condition) => condition.prefix !== undefined);
  if (prefix && !descending) {
    const start = key(prefix.prefix).slice(0, -1);
    return { from: start, to: start + last };
  }
  const above = conditions.find((condition) => condition.above);
  const below = conditions.find((condition) => condition.below && (mayCombine || !above) && (!above || rank(condition.below[0]) === rank(above.above[0])));
  if (!above && !below) return undefined;
  const low = above ? { text: part(above.above[0]), included: above.above[1] } : undefined;
  const high = below ? { text: part(below.below[0]), included: below.below[1] } : undefined;
  const type = (low ?? high).text[0];
  const [first, end] = descending ? [high, low] : [low, high];
  return {
    from: first ? (first.included ? first.text : first.text + last) : type,
    to: end ? (end.included ? end.text + last : end.text) : type + last,
  };
}
