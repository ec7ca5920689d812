// Values, documents and filters from a seed, small enough to collide often.
import { Binary, Double, Long, ObjectId } from 'bson';

/** @param {number} seed @returns {() => number} numbers from 0 to 1 (mulberry32) */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
  };
}

export const pick = (next, items) => items[Math.floor(next() * items.length)];

const ids = ['65a000000000000000000001', '65a000000000000000000002'].map((hex) => new ObjectId(hex));

/** Scalars of every type that Hub stores. */
export const scalars = [
  null, true, false, 0, 1, 2, -1, 1.5, new Double(1), new Double(-2), Long.fromNumber(1), Long.fromNumber(2), Long.fromString('9007199254740993'),
  Long.fromString('9007199254740992'), 9007199254740992, -Infinity, Infinity, NaN, '', 'a', 'A', 'ab', 'b', 'é', '\uffff', '\u{1f600}', 'a\0b', 'a\0', 'a\x01', new Date(0), new Date(5), new Date(-5), ...ids,
  new Binary(Buffer.from([1, 2]), 0), new Binary(Buffer.from([1, 2]), 4), new Binary(Buffer.from([255]), 0), new Binary(Buffer.alloc(0), 0),
];

export function value(next, depth = 2) {
  const roll = next();
  if (depth > 0 && roll < 0.15) return Array.from({ length: Math.floor(next() * 3) }, () => value(next, depth - 1));
  if (depth > 0 && roll < 0.3) return Object.fromEntries(['x', 'y'].filter(() => next() < 0.6).map((name) => [name, value(next, depth - 1)]));
  return pick(next, scalars);
}
