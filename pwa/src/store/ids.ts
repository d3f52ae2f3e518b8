/** Fills the array with random bytes; `crypto.getRandomValues` in the app, a seeded generator in the simulator. */
export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => void;

export const cryptoRandom: FillRandom = (bytes) => {
  crypto.getRandomValues(bytes);
};

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits.
 * Not `crypto.randomUUID`: that is missing where the page is not served over HTTPS.
 */
export function uuid7(now: number, random: FillRandom): string {
  const bytes = new Uint8Array(16);
  random(bytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(now / 0x10000));
  view.setUint16(4, now % 0x10000);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
