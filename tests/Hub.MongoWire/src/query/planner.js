// Which index answers a query. The index narrows the candidates; the filter decides on each of them.
import { equal } from '../bson/compare.js';
import { badValue, CommandError } from '../errors.js';
import { last } from '../bson/key.js';
import { boundOf, conditionsOf } from './bounds.js';
import { compileFilter } from './matcher.js';

/** As the server: more scans than this are not merged in order. */
const maxScansToMerge = 200;

/**
 * @typedef {{ index: import('../store/index.js').Index, from: string, to: string, backward: boolean }} Scan
 * @typedef {object} Plan
 * @property {Scan[] | undefined} scans none: every document is looked at
 * @property {boolean} isSorted whether each scan comes in the order asked for
 * @property {number} score
 * @property {Plan[]} [branches] of $or
 */

/**
 * @param {import('../store/collection.js').Collection} collection
 * @param {Record<string, any>} filter
 * @param {[string, number][]} sort
 * @param {string | Record<string, any>} [hint]
 * @returns {Plan}
 */
export function plan(collection, filter, sort, hint) {
  const whole = { scans: undefined, isSorted: sort.length === 0, score: 0 };
  if (hint !== undefined && isNatural(hint)) return whole;
  const indexes = hint === undefined ? [...collection.indexes.values()] : [hinted(collection, hint)];
  const { paths, alternatives } = conditionsOf(filter);
  const isHinted = hint !== undefined;
  let best = isHinted ? scanOf(indexes[0], paths, filter, sort, true) : whole;
  for (const index of indexes) {
    const candidate = scanOf(index, paths, filter, sort, isHinted);
    if (candidate && candidate.score > best.score) best = candidate;
  }
  for (const list of alternatives) {
    const candidate = orOf(collection, filter, list, sort, hint);
    if (candidate && candidate.score > best.score) best = candidate;
  }
  return best;
}

function orOf(collection, filter, list, sort, hint) {
  const { $or: _, ...rest } = filter;
  if (filter.$or !== list) return undefined;
  const branches = list.map((branch) => plan(collection, { $and: [rest, branch] }, sort, hint));
  if (branches.some(({ scans }) => scans === undefined)) return undefined;
  const scans = branches.flatMap((branch) => branch.scans);
  const isSorted = sort.length === 0 || (branches.every((branch) => branch.isSorted) && scans.length <= maxScansToMerge);
  return { scans, isSorted, score: Math.min(...branches.map(({ score }) => score)), branches };
}

/** @returns {Plan | undefined} */
function scanOf(index, paths, filter, sort, isHinted) {
  if ((index.partial || index.sparse) && !covers(index, paths)) {
    if (!isHinted) return undefined;
    if (index.partial) throw new CommandError('NoQueryExecutionPlans', `error processing query: hint refers to a partial index that does not cover the query: ${index.name}`);
  }
  const elements = new Set(index.fields.flatMap(({ path }) => (paths.get(path) ?? []).map(({ element }) => element)));
  elements.add(undefined);
  let best;
  for (const element of elements) {
    const candidate = boundScan(index, paths, element, sort, isHinted);
    if (candidate && (!best || candidate.score > best.score)) best = candidate;
  }
  return best;
}

function boundScan(index, paths, element, sort, isHinted) {
  let prefixes = [''];
  let bound = 0;
  let ends;
  let boundMultikey = false;
  for (; bound < index.fields.length; bound++) {
    const { path, descending } = index.fields[bound];
    const isMultikey = index.multikey[bound];
    const usable = (paths.get(path) ?? []).filter((condition) => (isMultikey ? condition.element === element : condition.element === undefined || condition.element === element));
    if (usable.length === 0 || (isMultikey && boundMultikey && element === undefined)) break;
    const found = boundOf(usable, !isMultikey || element !== undefined, (value) => index.part(bound, value), descending);
    if (!found) break;
    boundMultikey ||= isMultikey;
    if (!found.points) {
      ends = found;
      break;
    }
    if (prefixes.length * found.points.length > 1000) break;
    prefixes = prefixes.flatMap((prefix) => found.points.map((point) => prefix + point));
  }
  const order = orderOf(index, bound, sort);
  const isSorted = sort.length === 0 || (order !== undefined && (prefixes.length === 1 || prefixes.length <= maxScansToMerge));
  if (bound === 0 && !ends && !(isSorted && sort.length > 0) && !isHinted) return undefined;
  const backward = order === -1;
  const scans = prefixes.map((prefix) => ({
    index,
    from: prefix + (ends?.from ?? ''),
    to: ends ? prefix + ends.to : prefix + last,
    backward,
  }));
  const isExact = index.unique && bound === index.fields.length;
  const score = bound * 10 + (ends ? 5 : 0) + (sort.length > 0 && isSorted ? 15 : 0) + (isExact ? 100 : 0) + (isHinted ? 1 : 0);
  return { scans, isSorted, score, bound, ends };
}

/** 1 or -1 when the fields behind the bound ones come in the order asked for, forward or backward. */
function orderOf(index, bound, sort) {
  const multikey = new Set(index.fields.filter((_, i) => index.multikey[i]).map(({ path }) => path));
  if (sort.some(([path]) => multikey.has(path))) return undefined;
  const fixed = new Set(index.fields.slice(0, bound).map(({ path }) => path));
  const wanted = sort.filter(([path]) => !fixed.has(path));
  let direction = 0;
  for (let i = 0; i < wanted.length; i++) {
    const field = index.fields[bound + i];
    if (!field || field.path !== wanted[i][0]) return undefined;
    const turn = wanted[i][1] * (field.descending ? -1 : 1);
    if (direction !== 0 && turn !== direction) return undefined;
    direction = turn;
  }
  return direction === 0 ? 1 : direction;
}

/** Whether all that a query finds stands in a partial or sparse index. */
function covers(index, paths) {
  const equalities = {};
  for (const [path, conditions] of paths) {
    const points = conditions.find((condition) => condition.points?.length === 1 && condition.element === undefined)?.points;
    if (points) equalities[path] = points[0];
  }
  if (index.sparse) return index.fields.some(({ path }) => conditionsImplyExists(paths.get(path)));
  return clausesOf(index.spec.partialFilterExpression).every(([path, clause]) => implied(path, clause, paths, equalities));
}

function clausesOf(filter) {
  return Object.entries(filter).flatMap(([name, value]) => (name === '$and' ? value.flatMap(clausesOf) : [[name, value]]));
}

function implied(path, clause, paths, equalities) {
  const conditions = paths.get(path) ?? [];
  const clauseTest = compileFilter({ value: clause });
  // An equality with null finds documents without the field too.
  const fits = (value) => clauseTest.test({ value }) && (value !== null || clauseTest.test({}));
  if (path in equalities) return fits(equalities[path]);
  if (clause?.$exists === true) return conditionsImplyExists(conditions);
  const points = conditions.find((condition) => condition.points)?.points;
  if (points) return points.every(fits);
  return ['$gt', '$gte', '$lt', '$lte'].some((operator) => clause?.[operator] !== undefined && conditions.some((condition) => {
    const bound = operator.startsWith('$g') ? condition.above : condition.below;
    return bound && equal(bound[0], clause[operator]) && (bound[1] === operator.endsWith('e') || operator.endsWith('e'));
  }));
}

function conditionsImplyExists(conditions = []) {
  return conditions.some(({ points, above, below, prefix }) => above || below || prefix !== undefined || points?.every((value) => value !== null));
}

function isNatural(hint) {
  return typeof hint === 'object' && '$natural' in hint;
}

function hinted(collection, hint) {
  const found = [...collection.indexes.values()].find((index) => (typeof hint === 'string' ? index.name === hint : sameKey(index.spec.key, hint)));
  if (!found) throw badValue('error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index');
  return found;
}

/** @param {Record<string, any>} a @param {Record<string, any>} b */
export function sameKey(a, b) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name, i) => Object.keys(b)[i] === name && Number(a[name]) === Number(b[name]));
}
