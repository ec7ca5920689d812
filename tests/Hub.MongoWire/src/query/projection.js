// Which fields of a document an answer carries.
import { runStages } from '../aggregate/stages.js';
import { encode, RawDocument } from '../bson/encode.js';
import { isNumeric, toDouble } from '../bson/numbers.js';
import { CommandError } from '../errors.js';
import { isDocument } from './paths.js';

/**
 * @param {Record<string, any>} [spec]
 * @returns {(version: { raw: Buffer, doc: Record<string, any> }) => RawDocument}
 */
export function projectionOf(spec) {
  if (!spec || Object.keys(spec).length === 0) return ({ raw }) => new RawDocument(raw);
  const flags = flagsOf(spec, '');
  if (!flags) return ({ doc }) => new RawDocument(encode(runStages([doc], [{ $project: spec }])[0]));
  const { _id: withId = true, ...others } = flags;
  const kinds = new Set(Object.values(others));
  if (kinds.size > 1) throw new CommandError('BadValue', 'Cannot do inclusion and exclusion in one projection');
  const includes = kinds.size === 0 ? withId && '_id' in flags : kinds.has(true);
  const tree = treeOf(Object.keys(others));
  const select = includes
    ? (doc) => ({ ...(withId ? { _id: doc._id } : {}), ...included(doc, tree) })
    : (doc) => (withId ? excluded(doc, tree) : excluded(doc, { ...tree, _id: null }));
  return ({ doc }) => new RawDocument(encode(select(doc)));
}

/** Paths with true or false, or nothing when a field is computed. */
function flagsOf(spec, prefix) {
  const flags = {};
  for (const [name, value] of Object.entries(spec)) {
    if (isDocument(value)) {
      const below = Object.keys(value).some((key) => key.startsWith('$')) ? undefined : flagsOf(value, `${prefix}${name}.`);
      if (!below) return undefined;
      Object.assign(flags, below);
    } else if (typeof value === 'boolean' || isNumeric(value)) flags[prefix + name] = value === true || (value !== false && toDouble(value) !== 0);
    else return undefined;
  }
  return Object.keys(flags).some((path) => path.includes('$')) ? undefined : flags;
}

function treeOf(paths) {
  const tree = {};
  for (const path of paths) {
    let node = tree;
    const names = path.split('.');
    names.forEach((name, i) => {
      if (node[name] === null) throw new CommandError('BadValue', `Path collision at ${path}`);
      node = node[name] ??= i === names.length - 1 ? null : {};
    });
  }
  return tree;
}

function included(value, tree) {
  const result = {};
  for (const name of Object.keys(value)) {
    if (!(name in tree)) continue;
    if (tree[name] === null) result[name] = value[name];
    else if (isDocument(value[name])) result[name] = included(value[name], tree[name]);
    else if (Array.isArray(value[name])) result[name] = includedInArray(value[name], tree[name]);
  }
  return result;
}

function includedInArray(array, tree) {
  return array.flatMap((item) => (isDocument(item) ? [included(item, tree)] : Array.isArray(item) ? [includedInArray(item, tree)] : []));
}

function excluded(value, tree) {
  if (Array.isArray(value)) return value.map((item) => excluded(item, tree));
  if (!isDocument(value)) return value;
  const result = {};
  for (const name of Object.keys(value)) if (tree[name] !== null) result[name] = name in tree ? excluded(value[name], tree[name]) : value[name];
  return result;
}
