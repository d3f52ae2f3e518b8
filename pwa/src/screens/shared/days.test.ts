import { describe, expect, it } from 'vitest';
import { laterChoices, localDay, morningOf } from './days';

const at = (year: number, month: number, day: number, hour = 0) =>
  new Date(year, month - 1, day, hour).getTime();

describe('laterChoices', () => {
  it('means the next Monday, also on a Monday and a Sunday', () => {
    const monday = (now: number) => laterChoices(now).find((choice) => choice.key === 'monday')?.at;
    expect(monday(at(2026, 11, 21, 15))).toBe(at(2026, 11, 23, 9));
    expect(monday(at(2026, 11, 22, 15))).toBe(at(2026, 11, 23, 9));
    expect(monday(at(2026, 11, 23, 8))).toBe(at(2026, 11, 30, 9));
  });

  it('never offers a moment that has passed', () => {
    const now = at(2026, 11, 21, 23);
    for (const choice of laterChoices(now)) expect(choice.at).toBeGreaterThan(now);
  });
});

describe('days', () => {
  it('reads and writes local dates', () => {
    expect(localDay(at(2026, 1, 2, 23))).toBe('2026-01-02');
    expect(morningOf('2026-01-02')).toBe(at(2026, 1, 2, 9));
    expect(morningOf('')).toBeNull();
  });
});
