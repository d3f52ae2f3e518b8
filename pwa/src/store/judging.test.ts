import { describe, expect, it } from 'vitest';
import type { Op } from '../wire';
import { applyAct } from './acts';
import { wakeAfter } from './judging';
import { emptyDocument } from './overlay';

const at = (year: number, month: number, day: number, hour = 0) =>
  new Date(year, month - 1, day, hour).getTime();
const lead = emptyDocument('l1', 0, 'u1');
const op = (kind: string, body: object, when = 1000) =>
  ({ id: 'o', seq: 1, lead: 'l1', base: 3, at: when, kind, body }) as Op;

describe('nothing for so many months', () => {
  it('means two weeks before', () => {
    expect(wakeAfter(at(2026, 11, 21, 15), 9)).toBe(at(2027, 8, 7, 15));
    expect(wakeAfter(at(2026, 11, 21, 15), 1)).toBe(at(2026, 12, 7, 15));
  });
  it('counts from the last day of a month that has no such day', () => {
    expect(wakeAfter(at(2027, 1, 31, 8), 1)).toBe(at(2027, 2, 14, 8));
  });
  it('parks the lead on this phone at once, with what they said', () => {
    const said = at(2026, 11, 21, 15);
    const parked = applyAct(lead, op('park', { months: 9, reason: 'New plant in autumn' }, said), 'u1');
    expect(parked).toMatchObject({ track: 'nurture', wake_at: at(2027, 8, 7, 15) });
    expect(parked.fields['q/timeline']).toBe('New plant in autumn');
    expect(applyAct(lead, op('park', { wake_at: 77 }), 'u1').wake_at).toBe(77);
  });
});

describe('what was found out', () => {
  it('fills the fields it names and leaves the others alone; null empties', () => {
    const known = { ...lead, fields: { 'q/need': 1, 'q/budget': 'planned' } };
    const body = { id: 'q', need: 3, budget: null, decision_by: '2027-03-31', answers: { size: 40 } };
    const doc = applyAct(known, op('qualify', body), 'u1');
    expect(doc.fields).toEqual({
      'q/need': 3,
      'q/budget': null,
      'q/decision_by': '2027-03-31',
      'q/size': 40,
    });
    expect(doc.origin['q/need']).toMatchObject({ src: 'human', by: 'u1' });
  });
});

describe("a supervisor's word on the status", () => {
  it('stands at once and takes a closed lead up again', () => {
    const closed = { ...lead, status: 5, outcome: 'lost', closed_at: 9 };
    expect(applyAct(closed, op('status', { status: 3, reason: 'Rang back' }), 'u1')).toMatchObject({
      status: 3,
      outcome: null,
      closed_at: null,
    });
  });
});
