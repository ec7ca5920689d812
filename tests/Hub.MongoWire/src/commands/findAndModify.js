// findAndModify: one document changed or removed, and handed back as it was or as it is.
import { CommandError } from '../errors.js';
import { projectionOf } from '../query/projection.js';
import { Update } from '../update/update.js';
import { checkCollation, forEachFound, rawOf } from './writes.js';
import { isTrue } from '../query/truth.js';

async function run(call) {
  const statementId = call.integer('stmtId', 0);
  const known = call.statements?.get(statementId);
  if (known) return { ...known, retriedStmtId: statementId };
  const reply = await modify(call);
  call.statements?.set(statementId, reply);
  return reply;
}

async function modify(call) {
  const { query = {}, sort, fields, update, hint, arrayFilters, collation, let: variables } = call.body;
  const [remove, isNew, upsert] = [call.body.remove, call.body.new, call.body.upsert].map(isTrue);
  checkCollation(collation);
  if (remove === (update !== undefined)) throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified');
  if (remove && (isNew || upsert)) throw new CommandError('FailedToParse', 'Cannot specify both new=true or upsert=true and remove=true');
  const project = projectionOf(fields);
  const modification = update && new Update(update, rawOf(call.message.bytes, 'update'), { filter: query, arrayFilters, variables });
  let found;
  await forEachFound(call, { filter: query, sort, hint }, false, ({ slot, version }, collection) => {
    if (remove) collection.delete(slot, call.transaction);
    const next = remove ? undefined : modification.apply(version, collection);
    if (next) collection.replace(slot, next, call.transaction);
    found = { before: version, after: next ?? version };
  });
  if (found) {
    const value = project(isNew ? found.after : found.before);
    return { lastErrorObject: remove ? { n: 1 } : { n: 1, updatedExisting: true }, value, ok: 1 };
  }
  if (!upsert) return { lastErrorObject: remove ? { n: 0 } : { n: 0, updatedExisting: false }, value: null, ok: 1 };
  const inserted = await call.whenFree(() => {
    const collection = call.store.ensure(call.db, call.target);
    const version = modification.inserted(collection);
    collection.insert(version, call.transaction);
    return version;
  });
  return { lastErrorObject: { n: 1, updatedExisting: false, upserted: inserted.doc._id }, value: isNew ? project(inserted) : null, ok: 1 };
}

/** @type {import('./registry.js').Command[]} */
export const findAndModify = [
  {
    name: 'findAndModify',
    aliases: ['findandmodify'],
    fields: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'hint', 'collation', 'let', 'bypassDocumentValidation', 'stmtId'],
    run,
    writes: true,
    inTransaction: true,
  },
];
