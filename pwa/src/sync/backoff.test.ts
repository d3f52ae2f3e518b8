import { expect, it } from 'vitest';
import { backoff } from './backoff';

it('waits between one second and a doubling ceiling of at most five minutes', () => {
  expect([0, 1, 2, 3].map((tries) => backoff(tries, 0.999999))).toEqual([2000, 4000, 8000, 16_000]);
  expect([0, 5, 50].map((tries) => backoff(tries, 0))).toEqual([1000, 1000, 1000]);
  expect(backoff(50, 0.999999)).toBe(300_000);
});

it('never comes back before the server wants', () => {
  expect(backoff(0, 0, 20_000)).toBe(20_000);
  expect(backoff(20, 0.5, 1000)).toBeGreaterThan(100_000);
});
