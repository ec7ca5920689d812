// Dotted paths through documents and arrays, as MongoDB's queries and indexes walk them.

const isIndex = /^\d+$/;

export function isDocument(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && value._bsontype === undefined;
}

/**
 * Calls back with every value the path leads to, without opening an array at its end. A path that ends early leads to
 * `undefined`; one that ends in an array without documents leads nowhere.
 * @param {any} doc @param {string[]} path @param {(value: any) => boolean} visit true ends the walk @param {number} [from]
 * @returns {boolean} whether a visit ended it
 */
export function walk(doc, path, visit, from = 0) {
  if (from === path.length) return visit(doc);
  if (isDocument(doc)) return walk(doc[path[from]], path, visit, from + 1);
  if (!Array.isArray(doc)) return visit(undefined);
  if (isIndex.test(path[from]) && Number(path[from]) < doc.length && walk(doc[Number(path[from])], path, visit, from + 1)) return true;
  for (const item of doc) if (isDocument(item) && walk(item, path, visit, from)) return true;
  return false;
}

/** The same, with the elements of an array at the end before the array itself. */
export function walkOpened(doc, path, visit) {
  return walk(doc, path, (value) => {
    if (Array.isArray(value)) for (const item of value) if (visit(item)) return true;
    return visit(value);
  });
}

/** @param {any} doc @param {string} path @returns {any} the one value, for paths without arrays on their way */
export function valueAt(doc, path) {
  let value = doc;
  for (const name of path.split('.')) {
    if (!isDocument(value)) return undefined;
    value = value[name];
  }
  return value;
}
