// Where an update operator's path leads: the objects and arrays that hold what it changes.
import { badValue, CommandError } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { isDocument } from '../query/paths.js';

const isIndex = /^\d+$/;
const maxPadding = 1500;

/**
 * @typedef {object} Target
 * @property {any} parent object or array
 * @property {string | number} name
 */

/**
 * @param {Record<string, any>} doc changed in place where objects are missing and `create` is set
 * @param {string} path
 * @param {{ filter: Record<string, any>, arrayFilters: Map<string, { test(doc: any): boolean }> }} context
 * @param {boolean} create
 * @returns {Target[]}
 */
export function targetsOf(doc, path, context, create) {
  return resolve(doc, path.split('.'), 0, context, create, path);
}

function resolve(parent, names, from, context, create, path) {
  const name = names[from];
  const isLast = from === names.length - 1;
  if (name === '$' || name.startsWith('$[')) {
    if (!Array.isArray(parent)) {
      if (parent === undefined && !create) return [];
      throw badValue(`The path '${path}' must exist in the document as an array in order to apply array updates.`);
    }
    return placesIn(parent, name, names, from, context).flatMap((i) => (isLast ? [{ parent, name: i }] : resolve(parent[i], names, from + 1, context, create, path)));
  }
  if (Array.isArray(parent)) {
    if (!isIndex.test(name)) {
      if (!create) return [];
      throw new CommandError('PathNotViable', `Cannot create field '${name}' in element of an array, in path '${path}'`);
    }
    const at = Number(name);
    if (at >= parent.length) {
      if (!create) return [];
      if (at - parent.length > maxPadding) throw badValue(`cannot pad array by more than ${maxPadding} nulls`);
      while (parent.length <= at) parent.push(null);
      if (!isLast) parent[at] = {};
    }
    return isLast ? [{ parent, name: at }] : resolve(parent[at], names, from + 1, context, create, path);
  }
  if (!isDocument(parent)) {
    if (!create) return [];
    throw new CommandError('PathNotViable', `Cannot create field '${name}' in element that is no document, in path '${path}'`);
  }
  if (isLast) return [{ parent, name }];
  if (parent[name] === undefined) {
    if (!create) return [];
    parent[name] = {};
  }
  return resolve(parent[name], names, from + 1, context, create, path);
}

function placesIn(array, name, names, from, { filter, arrayFilters }) {
  if (name === '$[]') return array.map((_, i) => i);
  if (name === '$') return [matchedIn(array, names.slice(0, from).join('.'), filter)];
  const test = arrayFilters.get(name.slice(2, -1));
  if (!test) throw badValue(`No array filter found for identifier '${name.slice(2, -1)}' in path '${names.join('.')}'`);
  return array.map((_, i) => i).filter((i) => test.test({ [name.slice(2, -1)]: array[i] }));
}

/** The first element for which the query's conditions on its array hold. */
function matchedIn(array, path, filter) {
  const conditions = conditionsOn(path, filter);
  if (conditions.length === 0) throw badValue('The positional operator did not find the match needed from the query.');
  const query = compileFilter({ $and: conditions });
  const at = array.findIndex((item) => query.test({ array: [item] }));
  if (at < 0) throw badValue('The positional operator did not find the match needed from the query.');
  return at;
}

function conditionsOn(path, filter) {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (name === '$and') return value.flatMap((part) => conditionsOn(path, part));
    if (name === path) return [{ array: value }];
    return name.startsWith(`${path}.`) ? [{ [`array${name.slice(path.length)}`]: value }] : [];
  });
}

/** @param {Record<string, any>[]} filters @returns {Map<string, { test(doc: any): boolean }>} by identifier */
export function arrayFiltersOf(filters = []) {
  const found = new Map();
  for (const filter of filters) {
    const names = new Set(identifiersIn(filter));
    if (names.size !== 1) throw new CommandError('FailedToParse', 'Error parsing array filter :: expected a single top-level field name');
    const [name] = names;
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw badValue(`The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`);
    if (found.has(name)) throw new CommandError('FailedToParse', `Found multiple array filters with the same top-level field name ${name}`);
    found.set(name, compileFilter(filter));
  }
  return found;
}

function identifiersIn(filter) {
  return Object.entries(filter).flatMap(([name, value]) => (name.startsWith('$') ? value.flatMap(identifiersIn) : [name.split('.')[0]]));
}
