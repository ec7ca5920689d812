/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export const defaultColor = '#3553c9';

/** The colour itself, or the default when it is not `#rrggbb`. */
export const sound = (color: unknown): string =>
  typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : defaultColor;

/** Black or white, whichever is readable on the colour: one of both always has a contrast above 4.5. */
export const inkOn = (color: string): string => (luminance(color) <= 0.1833 ? '#ffffff' : '#000000');
