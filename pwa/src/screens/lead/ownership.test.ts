import { describe, expect, it } from 'vitest';
import { applyAct } from '../../store/acts';
import type { Assignment, Op } from '../../wire';
import { makeLead } from '../shared/factories';
import { coveredFor, isProvisional } from '../shared/facts';
import { timeline } from './timeline';

const given = (from: string | null, to: string | null, id?: string): Assignment => ({
  ...(id && { id }),
  at: 1,
  from,
  to,
  by: 'eva',
  how: 'assign',
  why: 'Territory',
});

describe('who owns a lead', () => {
  it('is provisional until the server has heard the claim', () => {
    expect(isProvisional(makeLead({ owner: 'me' }))).toBe(true);
    expect(isProvisional(makeLead({ owner: 'me', assignments: [given(null, 'me')] }))).toBe(false);
    expect(isProvisional(makeLead({ owner: null, assignments: [given('me', null)] }))).toBe(false);
  });

  it('says for whom somebody does the work', () => {
    expect(coveredFor(makeLead({ owner: 'ben', acting: 'me' }), 'me')).toBe('ben');
    expect(coveredFor(makeLead({ owner: 'me', acting: 'ben' }), 'me')).toBeNull();
    expect(coveredFor(makeLead({ owner: 'ben', acting: 'cem' }), 'me')).toBeNull();
    expect(coveredFor(makeLead({ owner: 'ben' }), null)).toBeNull();
  });

  it('goes back to the one before, on screen at once', () => {
    const lead = makeLead({ owner: 'ben', assignments: [given(null, 'me'), given('me', 'ben')] });
    const op = { id: 'o', seq: 1, lead: lead.id, at: 9, kind: 'unassign', body: {} } as Op;
    expect(applyAct(lead, op, 'me').owner).toBe('me');
  });

  it('can be taken back while it is the latest change, by its id', () => {
    const assignments = [given(null, 'me', 'a1'), given('me', 'ben', 'a2')];
    const undos = (list: Assignment[]) =>
      timeline(makeLead({ assignments: list })).flatMap((m) => (m.kind === 'assigned' ? [m.undo] : []));
    expect(undos(assignments)).toEqual([null, 'a2']);
    expect(undos([given(null, 'me')])).toEqual([null]);
  });
});
