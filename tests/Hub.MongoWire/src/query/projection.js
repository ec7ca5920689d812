// Which fields of a document an answer carries.
import { runStages } from '../aggregate/stages.js';
import { elements } from '../bson/decode.js';
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
  if (includes === withId) tree._id = null;
  return ({ raw }) => new RawDocument(selected(raw, tree, includes));
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

/** Works on the bytes, so that what stays keeps its place. @param {Buffer} raw @param {any} tree @param {boolean} includes @returns {Buffer} */
function selected(raw, tree, includes) {
  const parts = [];
  for (const { name, type, start, valueStart, end } of elements(raw)) {
    const below = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (below === null ? includes : below === undefined && !includes) parts.push(raw.subarray(start, end));
    if (below === null || below === undefined) continue;
    if (type === 0x03) parts.push(raw.subarray(start, valueStart), selected(raw.subarray(valueStart, end), below, includes));
    else if (type === 0x04) parts.push(raw.subarray(start, valueStart), selectedItems(raw.subarray(valueStart, end), below, includes));
    else if (!includes) parts.push(raw.subarray(start, end));
  }
  return framed(parts);
}

function selectedItems(raw, tree, includes) {
  const parts = [];
  let place = 0;
  for (const { type, valueStart, end } of elements(raw)) {
    const item = raw.subarray(valueStart, end);
    const isOpen = type === 0x03 || type === 0x04;
    if (!isOpen && includes) continue;
    const value = type === 0x03 ? selected(item, tree, includes) : type === 0x04 ? selectedItems(item, tree, includes) : item;
    parts.push(Buffer.from([type]), Buffer.from(`${place++}\0`), value);
  }
  return framed(parts);
}

function framed(parts) {
  const result = Buffer.concat([Buffer.alloc(4), ...parts, Buffer.from([0])]);
  result.writeInt32LE(result.length, 0);
  return result;
}
