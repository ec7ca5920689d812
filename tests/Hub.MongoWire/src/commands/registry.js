// Every command this server knows, and the fields each takes. What is not listed is refused, never ignored.
import { CommandError } from '../errors.js';
import { administration } from './administration.js';
import { aggregation } from './aggregate.js';
import { failPoints } from './failPoints.js';
import { findAndModify } from './findAndModify.js';
import { handshake } from './handshake.js';
import { indexes } from './indexes.js';
import { reads } from './reads.js';
import { transactions } from './transactions.js';
import { writes } from './writes.js';
import { explanation } from './explain.js';

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {string[]} fields beside its name and those of every command
 * @property {(call: import('./call.js').Call) => any} run
 * @property {boolean} [writes] takes a txnNumber for a retryable write
 * @property {boolean} [inTransaction] may run in a transaction
 */

/** @type {Map<string, Command>} */
const commands = new Map(
  [...handshake, ...administration, ...indexes, ...reads, ...aggregation, ...writes, ...findAndModify, ...transactions, ...failPoints, ...explanation].flatMap((command) =>
    [command.name, ...(command.aliases ?? [])].map((name) => [name, command])),
);

const general = new Set([
  '$db', 'lsid', 'txnNumber', 'autocommit', 'startTransaction', '$clusterTime', '$readPreference', 'readConcern', 'writeConcern', 'maxTimeMS', 'comment',
  'apiVersion', 'apiStrict', 'apiDeprecationErrors',
]);

/** @param {string} name @returns {Command} */
export function commandOf(name) {
  const command = commands.get(name);
  if (!command) throw new CommandError('CommandNotFound', `no such command: '${name}'`);
  return command;
}

/** @param {Command} command @param {string[]} names of a call, its command's first */
export function checkFields(command, names) {
  const [name, ...fields] = names;
  const unknown = fields.find((field) => !general.has(field) && !command.fields.includes(field));
  if (unknown !== undefined) throw new CommandError('Location40415', `BSON field '${name}.${unknown}' is an unknown field.`);
}
