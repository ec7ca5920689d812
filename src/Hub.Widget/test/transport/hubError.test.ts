import { expect, test } from 'vitest';
import { parseHubError } from '../../src/transport/hubError';

test.each([
  ['too-long: at most 8000', 'too-long', 'at most 8000', undefined],
  ["An unexpected error occurred invoking 'Send' on the server. HubException: invalid: no text", 'invalid', 'no text', undefined],
  ['rate-limited: slow down; retry after 7', 'rate-limited', 'slow down; retry after 7', 7_000],
  ["An unexpected error occurred invoking 'Send' on the server.", 'unavailable', "An unexpected error occurred invoking 'Send' on the server.", undefined],
])('%s', (message, code, text, retryAfter) => {
  const error = parseHubError(message);
  expect([error.code, error.message, error.retryAfter]).toEqual([code, text, retryAfter]);
});

test('only faults of the message itself are definite', () => {
  expect(parseHubError('too-long: x').isDefinite).toBe(true);
  expect(parseHubError('invalid: x').isDefinite).toBe(true);
  expect(parseHubError('unavailable: x').isDefinite).toBe(false);
});
