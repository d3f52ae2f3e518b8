import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { digestOf } from './digest';
import { sha256 } from './sha256';

it.each([0, 3, 55, 56, 63, 64, 65, 1000, 200_000])('agrees with the reference on %i bytes', async (size) => {
  const data = Uint8Array.from({ length: size }, (_, i) => (i * 31 + 7) & 0xff);
  const expected = createHash('sha256').update(data).digest('hex');
  expect(Buffer.from(digestOf(data)).toString('hex')).toBe(expected);
  expect(await sha256(data.buffer)).toBe(expected);
});
