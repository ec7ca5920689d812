/** Bytes for people, in powers of 1000. */
export function sizeLabel(bytes: number, language: string): string {
  const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(3, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const options = { style: 'unit', unit: steps[step] ?? 'byte', unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(language, { ...options, maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value);
}
