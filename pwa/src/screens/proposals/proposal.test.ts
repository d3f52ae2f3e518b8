import { describe, expect, it } from 'vitest';
import { changesOf, type Proposal, saidIn } from './proposal';

const proposal = (over: Partial<Proposal>): Proposal => ({
  id: 'p1',
  lead_id: 'l1',
  user_id: 'u1',
  kind: 'put',
  code: 'forbidden',
  text: '',
  at: '2026-01-01T00:00:00Z',
  lead: {},
  set: null,
  now: null,
  body: null,
  ...over,
});

describe('a proposal', () => {
  it('shows before and after of each field that would change', () => {
    const set = { company: 'Engines GmbH', phone: null, city: 'Berlin' };
    const now = { company: 'Engines Ltd', phone: '+49 1', city: 'Berlin' };
    expect(changesOf(proposal({ set, now }))).toEqual([
      { field: 'Company', before: 'Engines Ltd', after: 'Engines GmbH' },
      { field: 'Phone', before: '+49 1', after: null },
    ]);
  });
  it('of another kind says what was said', () => {
    expect(saidIn(proposal({ kind: 'note', body: { id: 'n', text: 'Likes tea' } }))).toEqual(['Likes tea']);
    expect(saidIn(proposal({ kind: 'claim' }))).toEqual([]);
    expect(saidIn(proposal({ set: { company: 'E' } }))).toEqual([]);
  });
});
