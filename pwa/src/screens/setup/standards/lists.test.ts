import { describe, expect, it } from 'vitest';
import {
  comparandOf,
  comparandText,
  freeCode,
  freeKey,
  moved,
  newStep,
  numberOf,
  replaced,
  weekOf,
  weekText,
  withChannel,
} from './lists';

describe('lists', () => {
  it('moves an item by one and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });

  it('replaces in place and adds at the end', () => {
    expect(replaced([1, 2], 0, 9)).toEqual([9, 2]);
    expect(replaced([1, 2], 2, 9)).toEqual([1, 2, 9]);
  });

  it('reads numbers as people type them', () => {
    expect([numberOf('12,5'), numberOf(' 3 '), numberOf(''), numberOf('x')]).toEqual([12.5, 3, null, null]);
  });
});

describe('what a rule compares with', () => {
  it.each([
    ['250', 'company_size', 'at_least', 250],
    ['2', 'need', 'is', 2],
    ['hot', 'rating', 'is', 'hot'],
    ['yes', 'is_customer', 'is', true],
    ['no', 'is_customer', 'is', false],
    ['DE, AT ', 'country', 'in', ['DE', 'AT']],
    ['anything', 'competitor', 'known', null],
  ])('%s of %s %s', (typed, fact, operator, value) => {
    expect(comparandOf(typed, fact, operator)).toEqual(value);
  });

  it('is shown as it is typed', () => {
    for (const [typed, fact, operator] of [
      ['yes', 'is_customer', 'is'],
      ['DE, AT', 'country', 'in'],
      ['250', 'company_size', 'at_least'],
    ] as const)
      expect(comparandText(comparandOf(typed, fact, operator))).toBe(typed);
  });
});

describe('names', () => {
  const steps = [newStep([], 'attempt'), { ...newStep([], 'attempt'), key: 'attempt:4' }];
  it('are never given twice', () => {
    expect(freeCode('rule', ['rule', 'rule_2'])).toBe('rule_3');
    expect(freeKey('attempt', steps)).toBe('attempt:5');
    expect(freeKey('nurture', steps)).toBe('nurture:1');
  });

  it('of a call come with its permission, and no call goes out by itself', () => {
    const call = withChannel({ ...newStep([], 'attempt'), auto: true }, 'call');
    expect([call.needs_permission, call.auto]).toEqual(['call', false]);
    expect(withChannel(call, 'email').needs_permission).toBeNull();
  });
});

describe('a week', () => {
  it('survives being typed', () => {
    const week = {
      mon: [
        ['08:00', '12:00'],
        ['13:00', '17:00'],
      ],
    } as Record<string, [string, string][]>;
    expect(weekOf(weekText(week))).toEqual(week);
  });

  it('takes short hours', () => {
    expect(weekOf({ fri: '8-12, 9:30 – 17' })).toEqual({
      fri: [
        ['08:00', '12:00'],
        ['09:30', '17:00'],
      ],
    });
  });
});
