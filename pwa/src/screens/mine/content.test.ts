import { describe, expect, it } from 'vitest';
import type { Op } from '../../wire';
import { contentOf } from './content';

const op = (kind: string, more: object) => ({ id: 'o', seq: 1, lead: 'l', at: 0, kind, ...more }) as Op;

describe('what a refused change said', () => {
  it('shows every field of an edit, emptied ones too', () => {
    expect(contentOf(op('put', { set: { company: 'Engines', phone: null } }))).toEqual([
      'Company: Engines',
      'Phone: –',
    ]);
  });
  it('shows the words of a contact, a promise, a question and an offer', () => {
    const body = { channel: 'call', outcome: 'no_answer', note: 'Twice' };
    expect(contentOf(op('touch', { body }))).toEqual(['Call: No answer', 'Twice']);
    expect(contentOf(op('promise', { body: { id: 'p', due_at: 1, text: 'Ring' } }))).toEqual(['Ring']);
    expect(contentOf(op('request', { body: { id: 'q', action: 'satisfy' } }))).toEqual([]);
    expect(contentOf(op('quote', { body: { number: 'Q-1', amount: 5000, currency: 'EUR' } }))[0]).toContain(
      'Q-1',
    );
  });
  it('says nothing where the kind says all', () => {
    expect(contentOf(op('claim', {}))).toEqual([]);
  });
});
