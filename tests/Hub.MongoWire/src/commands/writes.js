// insert, update and delete.
import { badValue, CommandError } from '../errors.js';
import { decode, elements } from '../bson/decode.js';
import { toInteger } from '../bson/numbers.js';
import { Query } from '../query/execute.js';
import { Update } from '../update/update.js';
import { isDocument } from '../query/paths.js';

const statementFields = {
  update: new Set(['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation']),
  delete: new Set(['q', 'limit', 'hint', 'collation']),
};

/**
 * Runs the statements of a call one after another and puts their results together.
 * @param {import('./call.js').Call} call
 * @param {any[]} statements
 * @param {(statement: any) => Promise<{ n: number, nModified?: number, upserted?: any }>} run
 */
async function runAll(call, statements, run) {
  const { ordered = true } = call.body;
  const firstStatement = call.integer('stmtId', 0);
  const total = { n: 0, nModified: 0, upserted: [], writeErrors: [], retriedStmtIds: [] };
  for (let index = 0; index < statements.length; index++) {
    const statementId = call.body.stmtIds ? toInteger(call.body.stmtIds[index], 'stmtIds') : firstStatement + index;
    const known = call.statements?.get(statementId);
    try {
      const result = known ?? (await run(statements[index]));
      if (known) total.retriedStmtIds.push(statementId);
      call.statements?.set(statementId, result);
      total.n += result.n;
      total.nModified += result.nModified ?? 0;
      if (result.upserted !== undefined) total.upserted.push({ index, _id: result.upserted });
    } catch (fault) {
      if (!(fault instanceof CommandError) || fault.labels.length > 0 || fault.codeName === 'MaxTimeMSExpired') throw fault;
      total.writeErrors.push({ index, code: fault.code, errmsg: fault.message, ...fault.details });
      // A transaction ends with its first failed statement.
      call.transaction?.abort();
      if (ordered || call.transaction) break;
    }
  }
  return {
    n: total.n,
    ...(call.name === 'update' ? { nModified: total.nModified } : {}),
    ...(total.upserted.length > 0 ? { upserted: total.upserted } : {}),
    ...(total.writeErrors.length > 0 ? { writeErrors: total.writeErrors } : {}),
    ...(total.retriedStmtIds.length > 0 ? { retriedStmtIds: total.retriedStmtIds } : {}),
    ok: 1,
  };
}

function insert(call) {
  const documents = call.message.documents('documents');
  if (documents.length === 0) throw new CommandError('InvalidLength', 'Write batch sizes must be between 1 and 100000. Got 0 operations.');
  return runAll(call, documents, async (bytes) => {
    await call.whenFree(() => {
      const collection = call.store.ensure(call.db, call.target);
      collection.insert(collection.prepare(bytes), call.transaction);
    });
    return { n: 1 };
  });
}

function statementOf(call, bytes) {
  const statement = decode(bytes);
  const unknown = Object.keys(statement).find((field) => !statementFields[call.name].has(field));
  if (unknown) throw new CommandError('Location40415', `BSON field '${call.name}.${call.name}s.${unknown}' is an unknown field.`);
  if (!isDocument(statement.q)) throw new CommandError('TypeMismatch', `BSON field '${call.name}s.q' must be an object`);
  checkCollation(statement.collation);
  return statement;
}

export function checkCollation(collation) {
  if (collation && collation.locale !== 'simple') throw new CommandError('CommandNotSupported', 'this test server knows the simple collation only');
}

function update(call) {
  const statements = call.message.documents('updates').map((bytes) => ({ statement: statementOf(call, bytes), replacement: rawOf(bytes, 'u') }));
  return runAll(call, statements, async ({ statement, replacement }) => {
    if (statement.multi && call.statements) throw new CommandError('InvalidOptions', 'Cannot use retryable writes with multi=true');
    const modification = new Update(statement.u, replacement, {
      filter: statement.q,
      arrayFilters: statement.arrayFilters,
      variables: { ...call.body.let, ...statement.c },
    });
    if (statement.multi && modification.isReplacement) throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
    return updateWhere(call, statement, modification);
  });
}

async function updateWhere(call, statement, modification) {
  const result = { n: 0, nModified: 0 };
  await forEachFound(call, { filter: statement.q, hint: statement.hint }, statement.multi === true, ({ slot, version }, collection) => {
    const next = modification.apply(version, collection);
    if (next) collection.replace(slot, next, call.transaction);
    result.n++;
    if (next) result.nModified++;
  });
  if (result.n > 0 || !statement.upsert) return result;
  return call.whenFree(() => {
    const collection = call.store.ensure(call.db, call.target);
    const version = modification.inserted(collection);
    collection.insert(version, call.transaction);
    return { n: 1, nModified: 0, upserted: version.doc._id };
  });
}

function remove(call) {
  const statements = call.message.documents('deletes').map((bytes) => statementOf(call, bytes));
  return runAll(call, statements, async (statement) => {
    const limit = toInteger(statement.limit, 'limit');
    if (limit !== 0 && limit !== 1) throw new CommandError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    if (limit === 0 && call.statements) throw new CommandError('InvalidOptions', 'Cannot use retryable writes with limit=0');
    let n = 0;
    await forEachFound(call, { filter: statement.q, hint: statement.hint }, limit === 0, ({ slot }, collection) => {
      collection.delete(slot, call.transaction);
      n++;
    });
    return { n };
  });
}

/**
 * Changes what a query finds. A document that an open transaction has changed is waited for, and looked at anew.
 * @param {import('./call.js').Call} call
 * @param {Record<string, any>} query
 * @param {boolean} all of them, or the first
 * @param {(found: import('../query/execute.js').Found, collection: import('../store/collection.js').Collection) => void} change
 */
export async function forEachFound(call, { variables, ...query }, all, change) {
  const { collection } = call;
  if (!collection) {
    new Query(undefined, query);
    return;
  }
  for (;;) {
    const search = new Query(collection, { ...query, variables: variables ?? call.body.let }, call.transaction);
    const slots = firstOrAll(search.run(), all);
    let isAgain = false;
    for (const slot of slots) {
      const isDone = await call.whenFree(() => {
        const found = search.again(slot);
        if (found) change(found, collection);
        return found !== undefined;
      });
      // The one found before the wait no longer fits: another one may.
      isAgain ||= !all && !isDone;
    }
    if (!isAgain) return;
  }
}

function firstOrAll(found, all) {
  const slots = [];
  for (const { slot } of found) {
    slots.push(slot);
    if (!all) break;
  }
  return slots;
}

/** @param {Buffer} bytes a statement @param {string} field @returns {Buffer | undefined} its bytes */
export function rawOf(bytes, field) {
  for (const { name, type, valueStart, end } of elements(bytes)) if (name === field && type === 0x03) return bytes.subarray(valueStart, end);
  return undefined;
}

const common = ['ordered', 'bypassDocumentValidation', 'let', 'stmtId', 'stmtIds'];

/** @type {import('./registry.js').Command[]} */
export const writes = [
  { name: 'insert', fields: ['documents', ...common], run: refusingBypass(insert), writes: true, inTransaction: true },
  { name: 'update', fields: ['updates', ...common], run: refusingBypass(update), writes: true, inTransaction: true },
  { name: 'delete', fields: ['deletes', ...common], run: remove, writes: true, inTransaction: true },
];

function refusingBypass(run) {
  return (call) => {
    if (call.body.bypassDocumentValidation === true) throw badValue('this test server does not bypass validation');
    return run(call);
  };
}
