// explain: which indexes a query uses, and whether its result has to be sorted.
import { CommandError } from '../errors.js';
import { toInteger } from '../bson/numbers.js';
import { Query } from '../query/execute.js';
import { checkFields, commandOf } from './registry.js';
import { queryOf } from './aggregate.js';
import { taken } from './reads.js';

function explain(call) {
  const inner = call.body.explain;
  const verbosity = call.body.verbosity ?? 'allPlansExecution';
  const [name] = Object.keys(inner);
  checkFields(commandOf(name), Object.keys(inner));
  const collection = call.store.find(call.db, inner[name]);
  const { filter, sort, skip, limit, hint, rest = [] } = queryIn(name, inner);
  const query = new Query(collection, { filter, sort, hint });
  const found = verbosity === 'queryPlanner' ? undefined : taken(query, skip, limit);
  const winningPlan = { ...staged(query, name, limit), ...(rest.length > 0 ? { laterStages: rest.map((stage) => Object.keys(stage)[0]) } : {}) };
  return {
    explainVersion: '1',
    queryPlanner: { namespace: `${call.db}.${inner[name]}`, parsedQuery: filter ?? {}, winningPlan, rejectedPlans: [] },
    ...(found ? { executionStats: { executionSuccess: true, nReturned: found.length, totalKeysExamined: query.keysExamined, totalDocsExamined: query.docsExamined } } : {}),
    command: { ...inner, $db: call.db },
    serverInfo: { host: 'hub-mongo-wire', version: '7.0.0' },
    ok: 1,
  };
}

function queryIn(name, command) {
  const integer = (field) => (command[field] === undefined ? 0 : toInteger(command[field], field));
  const only = (statements, field) => {
    if (statements.length !== 1) throw new CommandError('BadValue', `explain takes one ${name}`);
    return { filter: statements[0].q, hint: statements[0].hint, limit: statements[0][field] === 1 || statements[0].multi === false ? 1 : 0 };
  };
  switch (name) {
    case 'find':
      return { ...command, skip: integer('skip'), limit: Math.abs(integer('limit')) };
    case 'count':
      return { filter: command.query, hint: command.hint, skip: integer('skip'), limit: Math.abs(integer('limit')) };
    case 'distinct':
      return { filter: command.query, hint: command.hint };
    case 'findAndModify':
      return { filter: command.query, sort: command.sort, hint: command.hint, limit: 1 };
    case 'aggregate':
      return { ...queryOf(command.pipeline), hint: command.hint };
    case 'update':
      return only(command.updates, 'multi');
    case 'delete':
      return only(command.deletes, 'limit');
    default:
      throw new CommandError('CommandNotSupported', `this test server does not explain ${name}`);
  }
}

function staged(query, name, limit) {
  let stage = access(query);
  if (query.collection && !query.plan.isSorted) {
    stage = { stage: 'SORT', sortPattern: Object.fromEntries(query.sort), memLimit: 104857600, type: 'simple', ...(limit > 0 ? { limitAmount: limit } : {}), inputStage: stage };
  } else if (limit > 0) {
    stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage };
  }
  return name === 'count' ? { stage: 'COUNT', inputStage: stage } : stage;
}

function access({ collection, plan, sort }) {
  if (!collection) return { stage: 'EOF' };
  if (!plan.scans) return { stage: 'COLLSCAN', direction: 'forward' };
  const scans = scansOf(plan);
  if (scans.length === 1) return { stage: 'FETCH', inputStage: scans[0] };
  const isMerged = sort.length > 0 && plan.isSorted;
  if (isMerged) return { stage: 'FETCH', inputStage: { stage: 'SORT_MERGE', sortPattern: Object.fromEntries(sort), inputStages: scans } };
  if (plan.branches) return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: scans } };
  // Several points of one index are one scan with several bounds.
  return { stage: 'FETCH', inputStage: { ...scans[0], pointsScanned: scans.length } };
}

function scansOf({ scans }) {
  return scans.map(({ index, backward }) => ({
    stage: 'IXSCAN',
    keyPattern: index.spec.key,
    indexName: index.name,
    isMultiKey: index.isMultikey,
    isUnique: index.unique,
    isPartial: index.partial !== undefined,
    direction: backward ? 'backward' : 'forward',
  }));
}

/** @type {import('./registry.js').Command[]} */
export const explanation = [{ name: 'explain', fields: ['verbosity'], run: explain }];
