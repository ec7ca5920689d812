import { expect, test } from 'vitest';
import { type Bubble, dayLabel, timeline } from '../../src/ui/timeline';
import { sizeLabel } from '../../src/ui/size';

const bubble = (at: string, part: Partial<Bubble> = {}): Bubble => ({
  key: at,
  isOwn: false,
  author: 'Mara',
  isBot: false,
  text: 'x',
  attachments: [],
  at,
  state: 'sent',
  ...part,
});

test('groups neighbours of one author within five minutes', () => {
  const days = timeline([
    bubble('2026-03-01T10:00:00'),
    bubble('2026-03-01T10:04:00'),
    bubble('2026-03-01T10:10:00'),
    bubble('2026-03-01T10:11:00', { author: 'Bo' }),
    bubble('2026-03-01T10:11:30', { isOwn: true }),
    bubble('2026-03-02T10:11:40', { isOwn: true }),
  ]);
  expect(days.map((day) => day.groups.map((group) => group.bubbles.length))).toEqual([[2, 1, 1, 1], [1]]);
});

test.each([
  ['2026-03-02T23:00:00', 'en', 'Today'],
  ['2026-03-01T23:00:00', 'de', 'Gestern'],
  ['2026-02-20T09:00:00', 'en-GB', 'Friday 20 February'],
  ['2025-12-24T09:00:00', 'de', 'Mittwoch, 24. Dezember 2025'],
])('%s in %s is %s', (at, language, label) => {
  expect(dayLabel(new Date(at), new Date('2026-03-02T01:00:00'), language)).toBe(label);
});

test('sizes read as people say them', () => {
  expect([0, 999, 12_345, 2_000_000].map((bytes) => sizeLabel(bytes, 'en'))).toEqual(['0 byte', '999 byte', '12 kB', '2 MB']);
  expect(sizeLabel(1_500, 'de')).toBe('1,5 kB');
});
