import { beforeEach, expect, test, vi } from 'vitest';

let uuidv7: typeof import('../../src/store/uuid').uuidv7;
// As in a new tab: no id has been made in it yet.
beforeEach(async () => {
  vi.resetModules();
  ({ uuidv7 } = await import('../../src/store/uuid'));
});

test('has the shape of RFC 9562 version 7 and carries its millisecond', () => {
  const id = uuidv7(0x0190_1234_5678);
  expect(id).toMatch(/^01901234-5678-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('sorts in the order of making, within a millisecond and when the clock steps back', () => {
  const now = Date.now();
  const ids = Array.from({ length: 10_000 }, (_, i) => uuidv7(now - (i % 7)));
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});
