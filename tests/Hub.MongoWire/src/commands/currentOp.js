// $currentOp: of what goes on, the open transactions that no command runs in.
import { Binary, Long } from 'bson';
import { CommandError } from '../errors.js';
import { isTrue } from '../query/truth.js';

const optionNames = new Set(['allUsers', 'idleConnections', 'idleCursors', 'idleSessions', 'localOps']);
const nobody = new Binary(Buffer.alloc(32));

/** @param {import('./call.js').Call} call @param {Record<string, any>} options @returns {Record<string, any>[]} */
export function currentOperations(call, options) {
  if (call.db !== 'admin') throw new CommandError('InvalidNamespace', "$currentOp must be run against the 'admin' database with {aggregate: 1}");
  if (call.body.readConcern && call.body.readConcern.level !== 'local') throw new CommandError('InvalidOptions', '$currentOp reads with readConcern local only');
  for (const name of Object.keys(options)) if (!optionNames.has(name)) throw new CommandError('FailedToParse', `Unrecognized option '${name}' in $currentOp stage.`);
  if (!isTrue(options.idleSessions)) throw new CommandError('CommandNotSupported', 'this test server tells idle sessions only');
  return call.store.sessions.idle().map(({ lsid, transaction, appName }) => {
    const open = Date.now() - transaction.startedAt;
    const micros = (milliseconds) => Long.fromNumber(milliseconds * 1000);
    return {
      type: 'idleSession',
      host: call.server.address,
      desc: 'inactive transaction',
      appName,
      active: false,
      lsid: { ...lsid, uid: nobody },
      transaction: {
        parameters: { txnNumber: Long.fromBigInt(transaction.name.txnNumber), autocommit: false },
        startWallClockTime: new Date(transaction.startedAt).toISOString(),
        timeOpenMicros: micros(open),
        timeActiveMicros: micros(transaction.activeFor),
        timeInactiveMicros: micros(open - transaction.activeFor),
      },
      waitingForLock: false,
    };
  });
}
