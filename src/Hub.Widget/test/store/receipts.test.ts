import { beforeEach, expect, test, vi } from 'vitest';
import { Receipts } from '../../src/store/receipts';
import { openStore } from '../../src/store/storage';
import { entry } from '../entries';

beforeEach(() => localStorage.clear());

test('tells received once while hidden and read once it is looked at', () => {
  const tell = vi.fn();
  const receipts = new Receipts(openStore('inb'), tell);
  const entries = [entry(1), entry(2)];
  receipts.update(entries, false);
  receipts.update(entries, false);
  expect(receipts.unread(entries).length).toBe(2);
  receipts.update(entries, true);
  receipts.update(entries, true);
  expect(tell.mock.calls).toEqual([
    ['Received', 2],
    ['Read', 2],
  ]);
  expect(receipts.unread(entries)).toEqual([]);
});

test('own messages are never unread', () => {
  const receipts = new Receipts(openStore('inb'), vi.fn());
  expect(receipts.unread([entry(1, { direction: 'in' })])).toEqual([]);
});

test('what was read before a reload, or on another device, is not unread again', () => {
  new Receipts(openStore('inb'), vi.fn()).update([entry(1)], true);
  const after = new Receipts(openStore('inb'), vi.fn());
  expect(after.unread([entry(1), entry(2), entry(3, { state: 'read' })]).map((one) => one.publicSeq)).toEqual([2]);
});
