import { expect, test } from 'vitest';
import { defaultColor, inkOn, sound } from '../../src/color';

test.each([
  ['#ffffff', '#000000'],
  ['#ffd400', '#000000'],
  ['#3553c9', '#ffffff'],
  ['#000000', '#ffffff'],
])('on %s one writes in %s', (color, ink) => expect(inkOn(color)).toBe(ink));

test.each(['red', '#12', 'url(x)', undefined])('%s is replaced by the default', (color) =>
  expect(sound(color)).toBe(defaultColor),
);
