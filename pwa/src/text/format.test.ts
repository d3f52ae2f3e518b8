import { describe, expect, it } from 'vitest';
import { formatFromNow, formatMoney, formatSpan, parseMoney } from './format';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatSpan', () => {
  it('uses the largest unit a person would use', () => {
    expect(formatSpan(20_000)).toMatch(/^1 min/);
    expect(formatSpan(45 * MINUTE)).toMatch(/^45 min/);
    expect(formatSpan(-3 * HOUR)).toMatch(/^3 h/);
    expect(formatSpan(30 * HOUR)).toMatch(/^30 h/);
    expect(formatSpan(12 * DAY)).toBe('12 days');
  });
});

describe('formatFromNow', () => {
  it('tells past from future', () => {
    expect(formatFromNow(2 * HOUR, 0)).toMatch(/^in 2 h[^.]*$/);
    expect(formatFromNow(0, DAY)).toBe('yesterday');
  });
});

describe('money', () => {
  it('reads integer minor units of any currency', () => {
    expect(formatMoney(125_000, 'EUR')).toMatch(/1[,. ]250$/);
    expect(formatMoney(1250, 'JPY')).toMatch(/1[,. ]250$/);
  });

  it('understands what people type', () => {
    expect(parseMoney('1,250', 'EUR')).toBe(125_000);
    expect(parseMoney('1.250,50', 'EUR')).toBe(125_050);
    expect(parseMoney('€ 1250.5', 'EUR')).toBe(125_050);
    expect(parseMoney('1250', 'JPY')).toBe(1250);
    expect(parseMoney('soon', 'EUR')).toBeNull();
    expect(parseMoney('', 'EUR')).toBeNull();
  });
});
