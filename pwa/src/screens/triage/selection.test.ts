import { describe, expect, it } from 'vitest';
import { allOn, extend, MOST, NOTHING, toggle, toggleAll } from './selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const picked = (selection: { picked: ReadonlySet<string> }) => [...selection.picked].sort();

describe('selection', () => {
  it('toggles one', () => {
    const one = toggle(NOTHING, 'b');
    expect(picked(one)).toEqual(['b']);
    expect(picked(toggle(one, 'b'))).toEqual([]);
  });

  it('extends from the last picked, in both directions, and keeps what was there', () => {
    const from = toggle(toggle(NOTHING, 'a'), 'd');
    expect(picked(extend(from, ORDER, 'b'))).toEqual(['a', 'b', 'c', 'd']);
    expect(picked(extend(from, ORDER, 'e'))).toEqual(['a', 'd', 'e']);
  });

  it('picks a single one when there is no anchor on this page', () => {
    expect(picked(extend(NOTHING, ORDER, 'c'))).toEqual(['c']);
    expect(picked(extend({ picked: new Set(), anchor: 'gone' }, ORDER, 'c'))).toEqual(['c']);
  });

  it('takes the whole page and gives it back, leaving other pages alone', () => {
    const elsewhere = toggle(NOTHING, 'z');
    const all = toggleAll(elsewhere, ORDER);
    expect(allOn(all, ORDER)).toBe(true);
    expect(picked(toggleAll(all, ORDER))).toEqual(['z']);
    expect(allOn(NOTHING, [])).toBe(false);
  });

  it('never exceeds what the server takes at once', () => {
    const many = Array.from({ length: MOST + 20 }, (_, index) => `l${index}`);
    expect(toggleAll(NOTHING, many).picked.size).toBe(MOST);
  });
});
