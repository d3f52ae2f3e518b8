import { describe, expect, it } from 'vitest';
import { wakeAfter } from './waking';

const at = (year: number, month: number, day: number, hour = 0) =>
  new Date(year, month - 1, day, hour).getTime();

describe('nothing for so many months', () => {
  it('means two weeks before, in the morning', () => {
    expect(wakeAfter(at(2026, 11, 21, 15), 9)).toBe(at(2027, 8, 7, 9));
    expect(wakeAfter(at(2026, 11, 21, 15), 1)).toBe(at(2026, 12, 7, 9));
  });
  it('counts from the last day of a month that has no such day', () => {
    expect(wakeAfter(at(2027, 1, 31, 8), 1)).toBe(at(2027, 2, 14, 9));
  });
});
