import { beforeEach, expect, test, vi } from 'vitest';
import { Outbox } from '../../src/store/outbox';
import { openStore } from '../../src/store/storage';

beforeEach(() => localStorage.clear());

const message = (text: string) => ({ text, attachments: [] });
const texts = (outbox: Outbox) => outbox.items.map((item) => item.text);

test('survives a reload, in order', () => {
  const before = new Outbox(openStore('inb'), vi.fn());
  for (const text of ['a', 'b', 'c']) before.add(message(text));
  expect(texts(new Outbox(openStore('inb'), vi.fn()))).toEqual(['a', 'b', 'c']);
});

test('two tabs add to one outbox without overwriting each other', () => {
  const one = new Outbox(openStore('inb'), vi.fn());
  const two = new Outbox(openStore('inb'), vi.fn());
  one.add(message('from one'));
  two.add(message('from two'));
  one.refresh();
  expect(texts(one)).toEqual(['from one', 'from two']);
});

test('inboxes do not share', () => {
  new Outbox(openStore('one'), vi.fn()).add(message('a'));
  expect(new Outbox(openStore('other'), vi.fn()).items).toEqual([]);
});

test('a refused message steps aside until it is retried', () => {
  const outbox = new Outbox(openStore('inb'), vi.fn());
  const first = outbox.add(message('a'));
  const second = outbox.add(message('b'));
  outbox.refuse(first.clientId, 'invalid');
  expect(outbox.next()?.clientId).toBe(second.clientId);
  outbox.retry(first.clientId);
  expect(outbox.next()?.clientId).toBe(first.clientId);
});

test('lives in memory where storage throws', () => {
  const blocked = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
    removeItem: vi.fn(),
    key: () => null,
    length: 0,
  } as unknown as Storage;
  const outbox = new Outbox(openStore('inb', blocked), vi.fn());
  const item = outbox.add(message('kept'));
  expect(texts(outbox)).toEqual(['kept']);
  outbox.remove(item.clientId);
  expect(outbox.items).toEqual([]);
});
