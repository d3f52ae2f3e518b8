import { describe, expect, it } from 'vitest';
import { makeLead, makeStep } from '../shared/factories';
import { buildPool, buildQueue, countOf, current, following, neighbour } from './queue';

const NOON = new Date(2026, 10, 21, 12).getTime();
const HOUR = 3_600_000;

const due = (id: string, hours: number, over: Parameters<typeof makeLead>[0] = {}) =>
  makeLead({ id, owner: 'me', steps: [makeStep({ id: `s-${id}`, due_at: NOON + hours * HOUR })], ...over });

const ids = (items: readonly { lead: { id: string } }[]) => items.map((one) => one.lead.id);

describe('buildQueue', () => {
  it('puts overdue before today before later before no step', () => {
    const leads = [makeLead({ id: 'none', owner: 'me' }), due('later', 48), due('today', 3), due('late', -1)];
    const items = buildQueue(leads, 'me', NOON);
    expect(ids(items)).toEqual(['late', 'today', 'later', 'none']);
    expect(countOf(items, 'late')).toBe(1);
  });

  it('within a day orders by class, then how long overdue, then age', () => {
    const leads = [
      due('c-old', -40, { class: 'C' }),
      due('a-new', -1, { class: 'A' }),
      due('a-old', -9, { class: 'A' }),
      due('unclassed', -9, { class: null }),
    ];
    expect(ids(buildQueue(leads, 'me', NOON))).toEqual(['a-old', 'a-new', 'unclassed', 'c-old']);
  });

  it('orders later days by their date, whatever the class', () => {
    const leads = [due('a', 96, { class: 'A' }), due('d', 48, { class: 'D' })];
    expect(ids(buildQueue(leads, 'me', NOON))).toEqual(['d', 'a']);
  });

  it('holds only what is mine, open, here and awake', () => {
    const leads = [
      due('theirs', -1, { owner: 'ben', steps: [makeStep({ owner: 'ben' })] }),
      due('closed', -1, { status: 5 }),
      due('trashed', -1, { fields: { trashed: true } }),
      due('asleep', -1, { track: 'nurture', wake_at: NOON + HOUR }),
      due('woken', -1, { track: 'nurture', wake_at: NOON - HOUR }),
      due('covered', -1, { owner: 'ben', steps: [makeStep({ owner: 'me', due_at: NOON - HOUR })] }),
    ];
    expect(ids(buildQueue(leads, 'me', NOON)).sort()).toEqual(['covered', 'woken']);
    expect(buildQueue(leads, null, NOON)).toEqual([]);
  });
});

describe('buildPool', () => {
  it('holds open leads without an owner', () => {
    const leads = [
      due('mine', -1),
      due('free', -1, { owner: null }),
      due('gone', -1, { owner: null, status: 5 }),
    ];
    expect(ids(buildPool(leads, NOON))).toEqual(['free']);
  });
});

describe('moving through the queue', () => {
  const items = buildQueue([due('a', -3), due('b', -2), due('c', -1)], 'me', NOON);

  it('stops at the ends', () => {
    expect(neighbour(items, 'a', -1)).toBe('a');
    expect(neighbour(items, 'a', 1)).toBe('b');
    expect(neighbour(items, 'c', 1)).toBe('c');
  });

  it('goes on to the next prospect once one is dealt with', () => {
    expect(following(items, 'a')).toBe('b');
    expect(following(items, 'c')).toBe('a');
    expect(following(items.slice(0, 1), 'a')).toBeNull();
  });

  it('keeps the chosen one while it is in the list', () => {
    expect(current(items, 'b')?.lead.id).toBe('b');
    expect(current(items, 'left')?.lead.id).toBe('a');
    expect(current([], 'b')).toBeNull();
  });
});
