// One update statement: a replacement, update operators or a pipeline, applied to a document.
import { ObjectId } from 'bson';
import { equal } from '../bson/compare.js';
import { runStages } from '../aggregate/stages.js';
import { elements } from '../bson/decode.js';
import { encode } from '../bson/encode.js';
import { badValue, CommandError } from '../errors.js';
import { isDocument } from '../query/paths.js';
import { updateOperators } from './operators.js';
import { arrayFiltersOf, targetsOf } from './paths.js';

const pipelineStages = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

export class Update {
  /**
   * @param {Record<string, any> | Record<string, any>[]} spec as decoded
   * @param {Buffer | undefined} raw its bytes, for a replacement
   * @param {{ filter: Record<string, any>, arrayFilters?: Record<string, any>[], variables?: Record<string, any> }} statement
   */
  constructor(spec, raw, { filter, arrayFilters, variables }) {
    this.spec = spec;
    this.raw = raw;
    this.filter = filter;
    this.variables = variables;
    this.isPipeline = Array.isArray(spec);
    const names = Object.keys(spec);
    this.isReplacement = !this.isPipeline && !names.some((name) => name.startsWith('$'));
    if (arrayFilters && (this.isPipeline || this.isReplacement)) throw new CommandError('FailedToParse', 'arrayFilters may not be specified for this kind of update');
    this.arrayFilters = arrayFiltersOf(arrayFilters);
    if (this.isPipeline) this.#checkPipeline();
    else if (!this.isReplacement) this.#checkOperators(names);
  }

  #checkPipeline() {
    for (const stage of this.spec) {
      const [name] = Object.keys(stage);
      if (!pipelineStages.has(name)) throw new CommandError('InvalidOptions', `${name} is not allowed to be used within an update`);
    }
  }

  #checkOperators(names) {
    const paths = [];
    for (const operator of names) {
      if (!Object.hasOwn(updateOperators, operator) && operator !== '$rename') throw new CommandError('FailedToParse', `Unknown modifier: ${operator}.`);
      if (!isDocument(this.spec[operator])) throw new CommandError('FailedToParse', `Modifiers operate on fields but we found another type for ${operator}`);
      paths.push(...Object.keys(this.spec[operator]), ...(operator === '$rename' ? Object.values(this.spec.$rename) : []));
    }
    for (const path of paths) {
      if (path === '' || path.split('.').includes('')) throw new CommandError('BadValue', `The update path '${path}' contains an empty field name, which is not allowed.`);
    }
    paths.forEach((path, i) => {
      const other = paths.find((candidate, j) => i !== j && (candidate === path || candidate.startsWith(`${path}.`)));
      if (other !== undefined) throw new CommandError('ConflictingUpdateOperators', `Updating the path '${other}' would create a conflict at '${path}'`);
    });
  }

  /**
   * @param {import('../store/collection.js').Version} version
   * @param {import('../store/collection.js').Collection} collection
   * @returns {import('../store/collection.js').Version | undefined} nothing when it changes nothing
   */
  apply(version, collection) {
    const next = this.isReplacement ? this.#replaced(version, collection) : this.#changed(version, collection);
    if (!equal(next.doc._id, version.doc._id)) {
      throw new CommandError('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
    }
    return next.raw.equals(version.raw) ? undefined : next;
  }

  #replaced(version, collection) {
    const hasId = this.spec._id !== undefined;
    const next = collection.prepare(hasId ? this.raw : withIdOf(this.raw, version.raw));
    return { ...next, isReplacement: true };
  }

  #changed(version, collection) {
    if (!version.keepsOrder) {
      throw new CommandError('CommandNotSupported', 'this test server does not change single fields of a document that has field names like array indexes: it would lose their order');
    }
    return collection.version(this.isPipeline ? this.#piped(version.doc) : this.#operated(version.doc, false));
  }

  #piped(doc) {
    const [result] = runStages([doc], this.spec, { variables: this.variables });
    return { _id: doc._id, ...result };
  }

  #operated(doc, isInsert) {
    const next = copied(doc);
    const context = { filter: this.filter, arrayFilters: this.arrayFilters };
    for (const [operator, fields] of Object.entries(this.spec)) {
      if (operator === '$setOnInsert' && !isInsert) continue;
      for (const [path, argument] of inOrder(fields)) {
        if (operator === '$rename') rename(next, path, argument, context);
        else {
          const { create, apply } = updateOperators[operator];
          for (const target of targetsOf(next, path, context, create)) apply(target, argument);
        }
      }
    }
    return next;
  }

  /** What an upsert inserts. @param {import('../store/collection.js').Collection} collection @returns {import('../store/collection.js').Version} */
  inserted(collection) {
    const seed = {};
    seedFrom(this.filter, seed);
    if (this.isReplacement) {
      const id = this.spec._id ?? seed._id ?? new ObjectId();
      return collection.prepare(this.spec._id === undefined ? withIdOf(this.raw, encode({ _id: id })) : this.raw);
    }
    const doc = this.isPipeline ? this.#piped(seed) : this.#operated(seed, true);
    const { _id = new ObjectId(), ...rest } = doc;
    return collection.version({ _id, ...rest });
  }
}

function rename(doc, from, to, context) {
  const [source] = targetsOf(doc, from, context, false);
  if (!source || source.parent[source.name] === undefined) return;
  const value = source.parent[source.name];
  delete source.parent[source.name];
  const [target] = targetsOf(doc, to, context, true);
  target.parent[target.name] = value;
}

/** New fields are added in the order of their names, numbers by their value. */
function inOrder(fields) {
  return Object.entries(fields).sort(([a], [b]) => (/^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
}

/** Arrays and documents are copied; the values in them never change. */
function copied(value) {
  if (Array.isArray(value)) return value.map(copied);
  if (!isDocument(value)) return value;
  const copy = {};
  for (const name of Object.keys(value)) copy[name] = copied(value[name]);
  return copy;
}

/** @param {Buffer} raw without _id @param {Buffer} from begins with _id */
function withIdOf(raw, from) {
  const first = firstElementEnd(from);
  const result = Buffer.concat([raw.subarray(0, 4), from.subarray(4, first), raw.subarray(4)]);
  result.writeInt32LE(result.length, 0);
  return result;
}

function firstElementEnd(raw) {
  return elements(raw).next().value.end;
}

/** Equalities of the filter are where an upsert begins. */
function seedFrom(filter, seed) {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and') for (const part of value) seedFrom(part, seed);
    else if (name === '$or' && value.length === 1) seedFrom(value[0], seed);
    else if (!name.startsWith('$')) {
      const isCondition = isDocument(value) && Object.keys(value).some((key) => key.startsWith('$'));
      const equality = !isCondition ? value : '$eq' in value ? value.$eq : value.$in?.length === 1 ? value.$in[0] : undefined;
      if (equality === undefined || equality?._bsontype === 'BSONRegExp') continue;
      const [target] = targetsOf(seed, name, { filter: {}, arrayFilters: new Map() }, true);
      if (target.parent[target.name] !== undefined && !equal(target.parent[target.name], equality)) throw badValue(`cannot infer query fields to set, path '${name}' is matched twice`);
      target.parent[target.name] = equality;
    }
  }
}
