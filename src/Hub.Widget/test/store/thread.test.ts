import { expect, test } from 'vitest';
import { Thread } from '../../src/store/thread';
import { entry } from '../entries';

test('takes entries in order and counts revisions', () => {
  const thread = new Thread();
  expect(thread.receive({ publicRev: 1, entry: entry(1) })).toBe(true);
  expect(thread.receive({ publicRev: 2, entry: entry(2) })).toBe(true);
  expect(thread.publicRev).toBe(2);
  expect(thread.entries.map((one) => one.publicSeq)).toEqual([1, 2]);
});

test('a gap is not taken', () => {
  const thread = new Thread();
  thread.receive({ publicRev: 1, entry: entry(1) });
  expect(thread.receive({ publicRev: 3, entry: entry(3) })).toBe(false);
  expect(thread.publicRev).toBe(1);
  expect(thread.entries.length).toBe(1);
});

test('an entry is replaced by a newer revision of it and never by an older one', () => {
  const thread = new Thread();
  thread.receive({ publicRev: 1, entry: entry(1) });
  thread.receive({ publicRev: 2, entry: { ...entry(1), publicRev: 2, state: 'read' } });
  thread.receive({ publicRev: 1, entry: entry(1) });
  expect(thread.entries.map((one) => one.state)).toEqual(['read']);
  expect(thread.publicRev).toBe(2);
});

test('what was fetched fills the gap', () => {
  const thread = new Thread();
  thread.take({ entries: [entry(2), entry(1)], publicRev: 5 });
  expect(thread.entries.map((one) => one.publicSeq)).toEqual([1, 2]);
  expect(thread.receive({ publicRev: 6, entry: { ...entry(3), publicRev: 6 } })).toBe(true);
});
