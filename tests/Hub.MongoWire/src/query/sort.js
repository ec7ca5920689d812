// The order of results.
import { MinKey } from 'bson';
import { compare } from '../bson/compare.js';
import { toDouble } from '../bson/numbers.js';
import { badValue } from '../errors.js';
import { walkOpened } from './paths.js';

/** An empty array sorts before null. */
const beforeAll = new MinKey();

/** @param {Record<string, any>} spec @returns {[string, number][]} */
export function sortOf(spec = {}) {
  return Object.entries(spec).map(([path, direction]) => {
    const sign = typeof direction === 'object' && direction?._bsontype === undefined ? NaN : toDouble(direction);
    if (sign !== 1 && sign !== -1) throw badValue(`Illegal sort direction for '${path}': this test server knows 1 and -1`);
    return [path, sign];
  });
}

/** @param {[string, number][]} sort @returns {(doc: any) => any[]} what a document is sorted by: of an array its least or greatest element */
export function sortKeyOf(sort) {
  const fields = sort.map(([path, sign]) => ({ names: path.split('.'), sign }));
  return (doc) => fields.map(({ names, sign }) => {
    let best;
    let any = false;
    walkOpened(doc, names, (value) => {
      if (Array.isArray(value) && value.length > 0) return false;
      if (Array.isArray(value)) value = beforeAll;
      if (!any || sign * compare(value, best) < 0) best = value;
      any = true;
      return false;
    });
    return best ?? null;
  });
}

/** @param {[string, number][]} sort @returns {(a: any[], b: any[]) => number} */
export function orderOf(sort) {
  return (a, b) => {
    for (let i = 0; i < sort.length; i++) {
      const order = sort[i][1] * compare(a[i], b[i]);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Stable, as nothing promises but everybody likes. @param {any[]} docs @param {[string, number][]} sort */
export function sorted(docs, sort, docOf = (item) => item) {
  if (sort.length === 0) return docs;
  const keyOf = sortKeyOf(sort);
  const order = orderOf(sort);
  return docs.map((item) => ({ item, key: keyOf(docOf(item)) })).sort((a, b) => order(a.key, b.key)).map(({ item }) => item);
}
