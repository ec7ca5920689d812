// One index of a collection: which entries a document has, and where they stand.
import { emptyArrayKey, invert, key, last } from '../bson/key.js';
import { CommandError } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { isDocument } from '../query/paths.js';
import { SortedKeys } from './sortedKeys.js';

export class Index {
  /** @param {Record<string, any>} spec as createIndexes takes it, checked */
  constructor(spec) {
    this.spec = spec;
    this.name = spec.name;
    this.fields = Object.keys(spec.key).map((path) => ({ path, names: path.split('.'), descending: Number(spec.key[path]) < 0 }));
    this.unique = spec.unique === true || spec.name === '_id_';
    this.sparse = spec.sparse === true;
    this.partial = spec.partialFilterExpression && compileFilter(spec.partialFilterExpression);
    /** @type {SortedKeys<import('./collection.js').Slot>} */
    this.entries = new SortedKeys();
    /** Which fields led through an array in any document ever indexed. */
    this.multikey = this.fields.map(() => false);
    /** Keys that an open transaction adds or removes. @type {Map<string, import('./transaction.js').Transaction>} */
    this.pending = new Map();
  }

  get isMultikey() {
    return this.multikey.includes(true);
  }

  /** @param {Record<string, any>} doc @returns {string[]} distinct keys of a document, without its place */
  keysOf(doc) {
    if (this.partial && !this.partial.test(doc)) return [];
    if (this.sparse && this.fields.every(({ names }) => isAbsent(doc, names, 0))) return [];
    const keys = [];
    expand(this.fields.map(({ names }) => ({ value: doc, names, from: 0 })), this, (values) => {
      keys.push(values.map((value, i) => this.part(i, value)).join(''));
    });
    return keys.length === 1 ? keys : [...new Set(keys)];
  }

  /** What a value of one of the fields is written as. @param {number} i @param {any} value */
  part(i, value) {
    const { descending } = this.fields[i];
    if (value === undefinedElement) return descending ? invert(emptyArrayKey) : emptyArrayKey;
    return key(value, descending);
  }

  /** @param {string[]} keys @param {import('./collection.js').Slot} slot */
  add(keys, slot) {
    for (const text of keys) this.entries.insert(text + slot.place, slot);
  }

  /** @param {string[]} keys @param {import('./collection.js').Slot} slot */
  remove(keys, slot) {
    for (const text of keys) this.entries.remove(text + slot.place);
  }

  /** Committed documents with exactly this key. @param {string} text */
  *holders(text) {
    for (const [entry, slot] of this.entries.between(text, text + last)) if (entry.length === text.length + placeLength) yield slot;
  }

  /** What a duplicate is reported with. @param {Record<string, any>} doc */
  valueOf(doc) {
    let first;
    expand(this.fields.map(({ names }) => ({ value: doc, names, from: 0 })), this, (values) => (first ??= values));
    return Object.fromEntries(this.fields.map(({ path }, i) => [path, first[i] === undefinedElement ? null : (first[i] ?? null)]));
  }
}

/** A place is written in so many characters behind a key. */
export const placeLength = 8;

const undefinedElement = Symbol('element of an empty array');

/**
 * Every combination of values that a document has for the fields: one for each element of the array they lead through.
 * @param {{ value: any, names: string[], from: number, opened?: boolean }[]} walks @param {Index} index @param {(values: any[]) => void} emit
 */
function expand(walks, index, emit) {
  let array;
  const reached = walks.map((walk, i) => {
    const next = advance(walk);
    if (!Array.isArray(next.value) || next.opened) return next;
    index.multikey[i] = true;
    if (array && array.value !== next.value) {
      throw new CommandError('CannotIndexParallelArrays', `cannot index parallel arrays [${next.names.at(-1)}] [${array.name}]`);
    }
    array = { value: next.value, name: next.names.at(-1) };
    return next;
  });
  if (!array) {
    emit(reached.map(({ value }) => value));
    return;
  }
  const items = array.value.length === 0 ? [undefinedElement] : array.value;
  for (const item of items) {
    expand(
      reached.map((walk) => {
        if (walk.value !== array.value || walk.opened) return walk;
        if (walk.from === walk.names.length) return { ...walk, value: item, opened: true };
        return isDocument(item) ? { ...walk, value: item } : { ...walk, value: undefined, from: walk.names.length, opened: true };
      }),
      index,
      emit,
    );
  }
}

/** Goes on until the end of the path or an array that has to be opened. */
function advance({ value, names, from, opened }) {
  while (from < names.length) {
    if (isDocument(value)) value = value[names[from++]];
    else if (Array.isArray(value) && /^\d+$/.test(names[from])) value = value[Number(names[from++])];
    else if (Array.isArray(value)) break;
    else return { value: undefined, names, from: names.length, opened: true };
  }
  return { value, names, from, opened };
}

function isAbsent(value, names, from) {
  if (from === names.length) return value === undefined;
  if (isDocument(value)) return isAbsent(value[names[from]], names, from + 1);
  return !Array.isArray(value) || value.every((item) => isAbsent(item, names, from));
}
