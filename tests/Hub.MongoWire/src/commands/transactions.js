// commitTransaction, abortTransaction and the end of sessions.
import { CommandError } from '../errors.js';

function commit(call) {
  const transaction = call.session.named(call.body.txnNumber.toBigInt());
  if (transaction.state === 'aborted') throw aborted(call);
  transaction.commit();
  return { ok: 1 };
}

function abort(call) {
  const transaction = call.session.named(call.body.txnNumber.toBigInt());
  if (transaction.state === 'committed') throw new CommandError('TransactionCommitted', `Transaction ${call.body.txnNumber} has been committed.`);
  if (transaction.state === 'aborted') throw aborted(call);
  transaction.abort();
  return { ok: 1 };
}

function aborted(call) {
  return new CommandError('NoSuchTransaction', `Transaction ${call.body.txnNumber} has been aborted.`, { labels: ['TransientTransactionError'] });
}

function end(field) {
  return (call) => {
    call.store.sessions.end(call.body[field]);
    return { ok: 1 };
  };
}

/** Users do not exist here: all sessions are one's own. */
function killAll(call) {
  call.store.sessions.endAll();
  return { ok: 1 };
}

/** @type {import('./registry.js').Command[]} */
export const transactions = [
  { name: 'commitTransaction', fields: ['recoveryToken'], run: needsTransaction(commit), inTransaction: true },
  { name: 'abortTransaction', fields: ['recoveryToken'], run: needsTransaction(abort), inTransaction: true },
  { name: 'endSessions', fields: [], run: end('endSessions') },
  { name: 'killSessions', fields: [], run: end('killSessions') },
  { name: 'refreshSessions', fields: [], run: () => ({ ok: 1 }) },
  { name: 'startSession', fields: [], run: (call) => ({ id: { id: call.store.newUuid() }, timeoutMinutes: 30, ok: 1 }) },
  { name: 'killAllSessions', fields: [], run: killAll },
];

function needsTransaction(run) {
  return (call) => {
    if (call.db !== 'admin') throw new CommandError('Unauthorized', `${call.name} may only be run against the admin database.`);
    if (call.body.txnNumber === undefined || !call.session) throw new CommandError('IllegalOperation', `${call.name} must be run within a transaction`);
    return run(call);
  };
}
