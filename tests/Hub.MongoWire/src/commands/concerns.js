// Read and write concerns: with one member that never fails they mean the same, but what it could not keep is refused.
import { CommandError } from '../errors.js';
import { isNumeric, toDouble } from '../bson/numbers.js';

const levels = new Set(['local', 'available', 'majority', 'linearizable', 'snapshot']);
const readFields = new Set(['level', 'afterClusterTime', 'provenance']);
const writeFields = new Set(['w', 'j', 'wtimeout', 'fsync', 'provenance']);

/** @param {Record<string, any>} body of a call */
export function checkConcerns({ readConcern = {}, writeConcern = {} }) {
  for (const field of Object.keys(readConcern)) if (!readFields.has(field)) throw new CommandError('CommandNotSupported', `this test server does not know '${field}' of a readConcern`);
  if (readConcern.level !== undefined && !levels.has(readConcern.level)) throw new CommandError('FailedToParse', `unknown read concern level '${readConcern.level}'`);
  for (const field of Object.keys(writeConcern)) if (!writeFields.has(field)) throw new CommandError('FailedToParse', `unrecognized write concern field: ${field}`);
  const { w } = writeConcern;
  if (isNumeric(w) ? toDouble(w) > 1 : w !== undefined && w !== 'majority') throw new CommandError('UnsatisfiableWriteConcern', 'Not enough data-bearing nodes');
}
