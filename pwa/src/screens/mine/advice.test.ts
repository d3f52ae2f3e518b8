import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Op } from '../../wire';
import { adviceFor } from './advice';

const op = (kind: string) => ({ id: 'o1', seq: 1, lead: 'l1', at: 0, kind }) as Op;

/** Codes of refused operations in the contract; those marked "(retry)" never reach a person. */
function documented(): string[] {
  const text = readFileSync(new URL('../../../../docs/sync.md', import.meta.url), 'utf8');
  const listed = text.slice(text.indexOf('Op codes:'));
  return [...listed.matchAll(/`([a-z_]+)`( \(retry\))?/g)].flatMap(([, code, retry]) =>
    code && !retry ? [code] : [],
  );
}

describe('what to do about a refused change', () => {
  it('is said in its own words for every code of the contract', () => {
    expect(documented().length).toBeGreaterThan(15);
    const unknown = documented().filter((code) => adviceFor(code, op('touch')).words === 'other');
    expect(unknown).toEqual([]);
  });
  it('sends a bad contact to the card, anything else to the lead', () => {
    expect(adviceFor('invalid', op('put')).words).toBe('edit');
    expect(adviceFor('invalid', op('touch')).words).toBe('wording');
  });
  it('never offers to send again what would be refused again', () => {
    for (const code of ['claimed', 'erased', 'not_closed', 'step_ended', 'won_needs_sale'])
      expect(adviceFor(code, op('close')).remedies).not.toContain('again');
  });
  it('leaves an edit of a lead that went to somebody else to the manager', () => {
    expect(adviceFor('forbidden', op('put'))).toEqual({ words: 'lost', remedies: ['hand'] });
    expect(adviceFor('forbidden', op('assign')).words).toBe('role');
    expect(adviceFor('unknown_lead', op('hand')).remedies).toEqual(['again']);
  });
  it('keeps a way out for a code this version does not know', () => {
    expect(adviceFor('brand_new', op('note')).remedies).toEqual(['again', 'open', 'hand']);
  });
});
