import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OthersTyping, OwnTyping } from '../../src/store/typing';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('many keys are told every 3 s, rest after 5 s idle', () => {
  const tell = vi.fn();
  const typing = new OwnTyping(tell);
  for (let i = 0; i < 35; i++) {
    typing.key();
    vi.advanceTimersByTime(100);
  }
  expect(tell.mock.calls).toEqual([[true], [true]]);
  vi.advanceTimersByTime(5_000);
  expect(tell.mock.calls.at(-1)).toEqual([false]);
  typing.rest();
  expect(tell).toHaveBeenCalledTimes(3);
});

test('an agent whose end of typing is lost stops after 20 s', () => {
  const others = new OthersTyping(vi.fn());
  others.set('Mara', true);
  vi.advanceTimersByTime(19_999);
  expect(others.name).toBe('Mara');
  vi.advanceTimersByTime(1);
  expect(others.name).toBeUndefined();
});
