import { expect, test } from 'vitest';
import { RecordReader, invocation } from '../../src/transport/frames';

test('a record that comes in pieces is read once it is whole', () => {
  const reader = new RecordReader();
  expect(reader.read('{"type":6}\x1e{"ty')).toEqual([{ type: 6 }]);
  expect(reader.read('pe":7}')).toEqual([]);
  expect(reader.read('\x1e')).toEqual([{ type: 7 }]);
});

test('an invocation carries one argument and ends with the separator', () => {
  const text = invocation('3', 'Send', { text: 'Grüße\x1e' });
  expect(text.endsWith('\x1e')).toBe(true);
  expect(text.indexOf('\x1e')).toBe(text.length - 1);
  expect(JSON.parse(text.slice(0, -1))).toEqual({
    type: 1,
    invocationId: '3',
    target: 'Send',
    arguments: [{ text: 'Grüße\x1e' }],
  });
});
