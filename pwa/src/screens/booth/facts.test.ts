import { describe, expect, it } from 'vitest';
import { emptyDocument } from '../../store/overlay';
import type { LeadView } from '../../store/types';
import { fits, isMine, sameBadge, unsureFields, wantsLook } from './facts';

const lead = (more: Partial<LeadView>): LeadView => ({
  ...emptyDocument('l1', 1, 'u1'),
  unsent: 0,
  refused: 0,
  onServer: true,
  pending: [],
  ...more,
});

describe('a look is wanted', () => {
  it('while nobody knows who it is', () => {
    expect(wantsLook(lead({ fields: { email: 'a@b.example' } }))).toBe(true);
    expect(wantsLook(lead({ fields: { company: 'Acme' } }))).toBe(false);
  });
  it('where a machine was not sure, and no longer once a person has spoken', () => {
    const fields = { family_name: 'Lovelace', phone: '1' };
    const read = lead({ fields, origin: { phone: { src: 'ocr', conf: 0.89 } } });
    expect(unsureFields(read)).toEqual(['phone']);
    expect(wantsLook(lead({ fields, origin: { phone: { src: 'ocr', conf: 0.9 } } }))).toBe(false);
    expect(wantsLook(lead({ fields, origin: { phone: { src: 'human', conf: 0.2 } } }))).toBe(false);
  });
});

it('filters by what a rep asks', () => {
  const hot = lead({ fields: { rating: 'hot', company: 'Acme' } });
  expect(['all', 'unread', 'unsent', 'hot'].map((f) => fits(f as 'all', hot))).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(fits('unsent', lead({ refused: 1 }))).toBe(true);
  expect(fits('unsent', lead({ unsent: 2 }))).toBe(true);
});

it('knows whose lead it is', () => {
  expect(isMine(lead({ captured_by: 'u1' }), 'u1')).toBe(true);
  expect(isMine(lead({ captured_by: 'u2', owner: 'u1' }), 'u1')).toBe(true);
  expect(isMine(lead({ captured_by: 'u2', owner: 'u3' }), 'u1')).toBe(false);
  expect(isMine(lead({ captured_by: null, onServer: false }), null)).toBe(true);
});

it('finds the lead a badge has made already', () => {
  const capture = {
    id: 'c',
    kind: 'badge_qr' as const,
    side: null,
    taken_at: 1,
    by: null,
    status: 'pending' as const,
    blob: null,
  };
  const known = lead({ captures: [{ ...capture, payload: 'ID|1' }] });
  expect(sameBadge([known], 'ID|1')).toBe(known);
  expect(sameBadge([known], 'ID|2')).toBeUndefined();
  expect(sameBadge([lead({ captures: [{ ...capture, payload: '' }] })], '')).toBeUndefined();
});
