import { afterEach, describe, expect, it, vi } from 'vitest';
import { byFormerOwner, giveBack, reasons } from './assigning';

afterEach(() => vi.unstubAllGlobals());

const changed = [
  { id: 'a', from: 'ben', to: 'me' },
  { id: 'b', from: null, to: 'me' },
  { id: 'c', from: 'ben', to: 'me' },
];

describe('taking an assignment back', () => {
  it('groups by the former owner, the pool included', () => {
    expect([...byFormerOwner(changed)]).toEqual([
      ['ben', ['a', 'c']],
      [null, ['b']],
    ]);
  });

  it('asks once per group and counts what really went back', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
      const body = JSON.parse(String(init.body)) as { lead_ids: string[]; to: string | null };
      sent.push([body.to, body.lead_ids]);
      const answer = { changed: body.lead_ids.map((id) => ({ id })), skipped: [] };
      return new Response(JSON.stringify(answer), { headers: { 'Content-Type': 'application/json' } });
    });
    expect(await giveBack(changed, 'Taken back')).toBe(3);
    expect(sent).toEqual([
      ['ben', ['a', 'c']],
      [null, ['b']],
    ]);
  });
});

describe('reasons', () => {
  it('says each reason once', () => {
    expect(
      reasons([
        { id: 'a', code: 'unchanged', title: 'It is theirs already.' },
        { id: 'b', code: 'unchanged', title: 'It is theirs already.' },
        { id: 'c', code: 'forbidden' },
      ]),
    ).toEqual([
      { text: 'It is theirs already.', count: 2 },
      { text: 'forbidden', count: 1 },
    ]);
  });
});
