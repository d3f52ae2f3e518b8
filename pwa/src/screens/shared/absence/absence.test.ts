import { describe, expect, it } from 'vitest';
import { bodyOf, draftOf } from './absence';

describe('an absence in whole days', () => {
  it('ends at the midnight after its last day and comes back the same', () => {
    const draft = { from: '2026-12-21', to: '2026-12-31', deputy: 'ben' };
    const body = bodyOf(draft);
    expect(body.away_from).toBe(new Date(2026, 11, 21).toISOString());
    expect(body.away_to).toBe(new Date(2027, 0, 1).toISOString());
    expect(draftOf(body)).toEqual(draft);
  });

  it('may have no end, and none without a beginning', () => {
    expect(bodyOf({ from: '2026-12-21', to: '', deputy: '' })).toMatchObject({
      away_to: null,
      deputy_id: null,
    });
    expect(bodyOf({ from: '', to: '2026-12-31', deputy: '' })).toMatchObject({
      away_from: null,
      away_to: null,
    });
  });

  it('reads an absence that began in the middle of a day', () => {
    const away_from = new Date(2026, 11, 21, 14).toISOString();
    expect(draftOf({ away_from, away_to: null, deputy_id: null }).from).toBe('2026-12-21');
  });
});
