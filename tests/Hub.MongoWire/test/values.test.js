import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal128, deserialize, Double, Long, serialize, Timestamp, UUID } from 'bson';
import { compare } from '../src/bson/compare.js';
import { decode, decodeRecord } from '../src/bson/decode.js';
import { encode } from '../src/bson/encode.js';
import { key } from '../src/bson/key.js';
import { random, scalars, value } from './generated.js';

test("what this server writes, the bson package reads, and the other way round", () => {
  const next = random(1);
  for (let i = 0; i < 2000; i++) {
    const doc = { _id: i, a: value(next), b: { c: value(next) } };
    const bytes = encode(doc);
    assert.deepEqual(Buffer.from(serialize(deserialize(bytes, { promoteValues: false }))), bytes);
    assert.deepEqual(encode(decode(bytes)), bytes);
  }
});

test('a document larger than what was written before is written whole', () => {
  const doc = { _id: 1, list: Array.from({ length: 5000 }, (_, i) => ({ text: 'x'.repeat(i % 90), i })) };
  assert.deepEqual(encode(doc), Buffer.from(serialize(doc)));
});

test('a document that has lost the order of its fields is known', () => {
  assert.equal(decodeRecord(Buffer.from(serialize({ _id: 1, a: 2 }))).keepsOrder, true);
  assert.equal(decodeRecord(Buffer.from(serialize(new Map([['_id', 1], ['7', 1]])))).keepsOrder, false);
});

test('keys of index entries sort as values compare', () => {
  const next = random(2);
  const decimals = ['0.1', '1', '1.5', '9007199254740993', '-2', '1E300'].map((text) => Decimal128.fromString(text));
  const values = [...scalars, ...decimals, 0.1, new Timestamp({ t: 1, i: 2 }), new UUID('00000000-0000-4000-8000-000000000001'), Long.MAX_VALUE, Long.MIN_VALUE, new Double(2 ** 63)];
  for (let i = 0; i < 300; i++) values.push(value(next));
  for (const a of values) {
    for (const b of values) {
      const order = Math.sign(compare(a, b));
      const [x, y] = [key(a), key(b)];
      assert.equal(x < y ? -1 : x > y ? 1 : 0, order, `${JSON.stringify(a)} against ${JSON.stringify(b)}`);
      const [p, q] = [key(a, true), key(b, true)];
      assert.equal(p < q ? 1 : p > q ? -1 : 0, order, 'descending');
      if (order !== 0) assert.ok(!x.startsWith(y) && !y.startsWith(x), 'no key begins with another');
    }
  }
});

test('numbers compare by value across their types', () => {
  assert.equal(compare(1, Long.fromNumber(1)), 0);
  assert.equal(compare(new Double(1), Decimal128.fromString('1.0')), 0);
  assert.ok(compare(Decimal128.fromString('0.1'), 0.1) < 0, '0.1 as a double is a little more');
  assert.ok(compare(Long.fromString('9007199254740993'), 9007199254740992) > 0);
  assert.ok(compare(NaN, -Infinity) < 0);
});

test('texts compare by their UTF-8 bytes', () => {
  const texts = ['', 'a', 'Z', 'é', '\uffff', '\u{1f600}', 'a\u{1f600}', 'a\uffff', 'ab'];
  for (const a of texts) for (const b of texts) assert.equal(Math.sign(compare(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)));
});

test('types sort as the manual lists them', () => {
  const inOrder = [null, 5, 'x', { a: 1 }, [1], new UUID(), scalars.find((item) => item?._bsontype === 'ObjectId'), true, new Date(), new Timestamp({ t: 1, i: 1 })];
  for (let i = 1; i < inOrder.length; i++) assert.ok(compare(inOrder[i - 1], inOrder[i]) < 0);
});
