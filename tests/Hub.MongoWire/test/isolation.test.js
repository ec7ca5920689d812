import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, random } from './generated.js';
import { withServer } from './support.js';

const world = withServer();
const ids = [1, 2, 3, 4, 5, 6];

/** What is true by the rules: committed states in their order, and for each transaction what it began with and wrote. */
class Model {
  states = [new Map()];

  begin() {
    return { seen: undefined, own: new Map() };
  }

  /** What a transaction sees. */
  view(transaction) {
    transaction.seen ??= this.states.length - 1;
    const view = new Map(this.states[transaction.seen]);
    for (const [id, value] of transaction.own) value === null ? view.delete(id) : view.set(id, value);
    return view;
  }

  get now() {
    return this.states.at(-1);
  }

  /** Whether a write has to conflict: another open one has written the document, or it changed since. */
  conflicts(transaction, id, others) {
    this.view(transaction);
    const isChanged = this.states.slice(transaction.seen + 1).some((state, i) => state.get(id) !== this.states[transaction.seen + i].get(id));
    return isChanged || others.some(({ own }) => own.has(id));
  }

  commit({ own }) {
    const next = new Map(this.now);
    for (const [id, value] of own) value === null ? next.delete(id) : next.set(id, value);
    this.states.push(next);
  }
}

test('transactions in any order see, conflict and commit as snapshots do', async () => {
  let conflicts = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const next = random(seed);
    const things = world.collection();
    await things.createIndex({ kind: 1, n: 1 });
    const model = new Model();
    const open = [];
    let number = 0;

    const check = async (transaction) => {
      const view = transaction ? model.view(transaction) : model.now;
      const options = transaction ? { session: transaction.session } : {};
      const kind = pick(next, ['a', 'b']);
      const expected = [...view].filter(([, value]) => value.startsWith(kind)).map(([id, value]) => ({ _id: id, kind, n: Number(value.slice(1)) }));
      const found = await things.find({ kind }, options).sort({ n: 1 }).toArray();
      assert.deepEqual(found, expected.sort((a, b) => a.n - b.n), `seed ${seed}`);
      const id = pick(next, ids);
      assert.equal((await things.findOne({ _id: id }, options)) === null, !view.has(id), `seed ${seed}, one`);
    };

    const write = async (transaction) => {
      const view = model.view(transaction);
      const id = pick(next, ids);
      const others = open.filter((other) => other !== transaction);
      const mustConflict = model.conflicts(transaction, id, others);
      const value = `${pick(next, ['a', 'b'])}${++number}`;
      const fields = { kind: value[0], n: number };
      const { session } = transaction;
      const remove = view.has(id) && next() < 0.3;
      const work = remove
        ? () => things.deleteOne({ _id: id }, { session })
        : view.has(id)
          ? () => things.updateOne({ kind: view.get(id)[0], _id: id }, { $set: fields }, { session })
          : () => things.insertOne({ _id: id, ...fields }, { session });
      if (mustConflict) {
        await assert.rejects(work(), { code: 112 }, `seed ${seed}`);
        conflicts++;
        open.splice(open.indexOf(transaction), 1);
        await session.endSession();
        return;
      }
      await work();
      transaction.own.set(id, remove ? null : value);
    };

    for (let step = 0; step < 120; step++) {
      const transaction = pick(next, open);
      const roll = next();
      if (open.length < 3 && roll < 0.3) {
        const session = world.client.startSession();
        session.startTransaction();
        const begun = { ...model.begin(), session };
        open.push(begun);
        await check(begun);
      } else if (!transaction || roll < 0.4) await check(undefined);
      else if (roll < 0.55) await check(transaction);
      else if (roll < 0.85) await write(transaction);
      else {
        open.splice(open.indexOf(transaction), 1);
        if (roll < 0.95) {
          await transaction.session.commitTransaction();
          model.commit(transaction);
        } else await transaction.session.abortTransaction();
        await transaction.session.endSession();
        await check(undefined);
      }
    }
    for (const { session } of open) await session.endSession();
    assert.equal(world.server.store.open.size, 0);
    assert.equal(world.server.store.historical.size, 0, 'nothing old is kept when no transaction is open');
  }
  assert.ok(conflicts > 20, `the runs reach conflicts: ${conflicts}`);
});
