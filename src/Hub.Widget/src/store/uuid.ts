let lastAt = 0;
let counter = 0;

/** A version 7 UUID (RFC 9562, 5.7); ids of one tab sort in the order they were made, even within a millisecond. */
export function uuidv7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  if (now > lastAt) {
    lastAt = now;
    counter = (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) & 0x7ff;
  } else if (++counter > 0xfff) {
    lastAt++;
    counter = 0;
  }
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
  const random = Array.from(bytes.subarray(2), (byte) => hex(byte, 2)).join('');
  const variant = hex(0x80 | ((bytes[2] ?? 0) & 0x3f), 2);
  const time = hex(lastAt, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${variant}${random.slice(2, 4)}-${random.slice(4)}`;
}
