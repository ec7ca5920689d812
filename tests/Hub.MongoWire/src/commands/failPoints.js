// Faults on request, as the real server's test command has them, and one it lacks: `dropReply` does the work and then
// closes the connection, which is what the end of a node in the middle of a commit looks like.
import { badValue, codeNameOf, CommandError, retryableCodes } from '../errors.js';
import { toInteger } from '../bson/numbers.js';
import { isDocument } from '../query/paths.js';

const dataFields = new Set(['failCommands', 'errorCode', 'errorLabels', 'closeConnection', 'blockConnection', 'blockTimeMS', 'writeConcernError', 'appName', 'namespace']);

export class FailPoints {
  /** @type {Map<string, { mode: any, times: number, skip: number, data: any }>} */
  #points = new Map();

  /** @param {string} name @param {any} mode @param {any} data */
  set(name, mode, data = {}) {
    if (name !== 'failCommand' && name !== 'dropReply') throw new CommandError('BadValue', `no such failpoint: ${name}`);
    if (mode === 'off') {
      this.#points.delete(name);
      return;
    }
    if (mode !== 'alwaysOn' && !(isDocument(mode) && Object.keys(mode).every((key) => key === 'times' || key === 'skip'))) throw badValue('mode is off, alwaysOn, { times } or { skip }');
    for (const field of Object.keys(data)) if (!dataFields.has(field)) throw badValue(`this test server does not know '${field}' of a failpoint`);
    if (!Array.isArray(data.failCommands)) throw badValue('failCommands is missing');
    this.#points.set(name, { times: mode.times === undefined ? Infinity : toInteger(mode.times, 'times'), skip: mode.skip === undefined ? 0 : toInteger(mode.skip, 'skip'), data });
  }

  /** The fault that a call meets, if any. @param {string} name @param {import('./call.js').Call} call */
  hit(name, call) {
    const point = this.#points.get(name);
    if (!point || call.name === 'configureFailPoint' || !point.data.failCommands.includes(call.name)) return undefined;
    const { appName, namespace } = point.data;
    if (appName !== undefined && appName !== call.connection.appName) return undefined;
    if (namespace !== undefined && namespace !== `${call.db}.${call.body[call.name]}`) return undefined;
    if (point.skip > 0) {
      point.skip--;
      return undefined;
    }
    if (--point.times <= 0) this.#points.delete(name);
    return point.data;
  }
}

/** @param {any} data of a failpoint @param {import('./call.js').Call} call @param {boolean} isWrite retryable or a commit */
export function faultOf({ errorCode, errorLabels }, call, isWrite) {
  const code = toInteger(errorCode, 'errorCode');
  const fault = new CommandError('InternalError', `Failing command via 'failCommand' failpoint`);
  fault.code = code;
  fault.codeName = codeNameOf(code);
  fault.labels = errorLabels ?? [];
  fault.keepsLabels = errorLabels !== undefined;
  if (!errorLabels && isWrite && retryableCodes.has(code)) fault.labels = ['RetryableWriteError'];
  return fault;
}

/** @type {import('./registry.js').Command[]} */
export const failPoints = [
  {
    name: 'configureFailPoint',
    fields: ['mode', 'data'],
    run: (call) => {
      call.server.failPoints.set(call.body.configureFailPoint, call.body.mode, call.body.data);
      return { ok: 1 };
    },
  },
];
