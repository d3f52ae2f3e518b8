import { describe, expect, it } from 'vitest';
import { closeBody, newClosing, wrongWith } from './closing';

describe('closing', () => {
  it('asks a won lead for value and invoice number, in minor units', () => {
    const won = newClosing('won');
    expect(wrongWith(won, 'EUR')).toEqual({ value: 'needed', invoice: 'needed' });
    expect(wrongWith({ ...won, value: 'much', invoice: 'R1' }, 'EUR')).toEqual({ value: 'number' });
    expect(closeBody({ ...won, value: '12,500.50', invoice: ' R1 ' }, 'EUR')).toEqual({
      outcome: 'won',
      reason: '',
      sale: { value: 1_250_050, invoice_no: 'R1', currency: 'EUR' },
    });
  });

  it('asks every other ending for its reason', () => {
    for (const outcome of ['lost', 'no_decision', 'unreachable', 'not_a_prospect', 'duplicate'] as const)
      expect(wrongWith(newClosing(outcome), 'EUR')).toEqual({ reason: 'needed' });
  });

  it('keeps objection and competitor of a lost lead only, and only when given', () => {
    const lost = { ...newClosing('lost'), reason: 'Price', objection: 'Too dear' };
    expect(closeBody(lost, 'EUR')).toEqual({ outcome: 'lost', reason: 'Price', objection: 'Too dear' });
    expect(closeBody({ ...lost, outcome: 'duplicate' }, 'EUR')).toEqual({
      outcome: 'duplicate',
      reason: 'Price',
    });
  });
});
