import { describe, expect, it } from 'vitest';
import { newShow, settledChips, showBody, slugOf, wrongWith } from './show';

describe('slugOf', () => {
  it('makes what the server accepts, unlike the others', () => {
    expect(slugOf('Call back soon!', [])).toBe('call_back_soon');
    expect(slugOf('Rückruf', [])).toBe('ruckruf');
    expect(slugOf('Demo', ['demo', 'demo_2'])).toBe('demo_3');
    expect(slugOf('価格', [])).toBe('chip');
    expect(slugOf(`${'long '.repeat(20)}`, [])).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)*$/);
  });
});

describe('settledChips', () => {
  it('keeps the slug of a renamed chip, names new ones, drops empty ones', () => {
    const chips = [
      { slug: 'demo', label: 'Live demo ' },
      { slug: '', label: 'Demo' },
      { slug: '', label: '  ' },
    ];
    expect(settledChips(chips)).toEqual([
      { slug: 'demo', label: 'Live demo' },
      { slug: 'demo_2', label: 'Demo' },
    ]);
  });
});

describe('showBody', () => {
  const draft = { ...newShow('UTC', '2026-11-21'), name: ' Fair ', venue: ' ' };

  it('leaves the usual chips to the server for a new show only', () => {
    expect(showBody(draft, true)).not.toHaveProperty('chips');
    expect(showBody(draft, false)).toMatchObject({ chips: [], name: 'Fair', venue: null });
  });

  it('hears about gaps and days in the wrong order first', () => {
    expect(wrongWith(draft)).toEqual({});
    expect(wrongWith({ ...draft, name: '', ends_on: '2026-11-20' })).toEqual({
      name: 'needed',
      ends_on: 'dates',
    });
  });
});
