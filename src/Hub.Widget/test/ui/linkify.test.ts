import { expect, test } from 'vitest';
import { linkify } from '../../src/ui/linkify';

const links = (text: string) => linkify(text).filter((piece) => typeof piece !== 'string');

test('links http, https and mail addresses', () => {
  expect(linkify('see https://example.org/a?b=1, or write to Info@example.org.')).toEqual([
    'see ',
    { text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
    ', or write to ',
    { text: 'Info@example.org', href: 'mailto:Info@example.org' },
    '.',
  ]);
});

test('brackets around a link are not part of it, brackets inside are', () => {
  expect(links('(https://example.org)')).toEqual([{ text: 'https://example.org', href: 'https://example.org/' }]);
  expect(links('https://example.org/a_(b)')).toMatchObject([{ text: 'https://example.org/a_(b)' }]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'JaVaScRiPt://%0aalert(1)', 'file:///etc/passwd', 'https://'])(
  'never links %s',
  (text) => expect(links(text)).toEqual([]),
);

test('all text comes back, white space included', () => {
  const text = ' a\n\n  <b>https://x.org</b>\t"quoted" ';
  expect(
    linkify(text)
      .map((piece) => (typeof piece === 'string' ? piece : piece.text))
      .join(''),
  ).toBe(text);
});

test('time grows with the length only', () => {
  const start = performance.now();
  linkify('a@'.repeat(500_000));
  linkify(`https://x.org/${'('.repeat(100_000)}`);
  linkify(')'.repeat(100_000));
  expect(performance.now() - start).toBeLessThan(2_000);
});
