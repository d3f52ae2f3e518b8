import { describe, expect, it } from 'vitest';
import { makeLead, makeTouch } from '../factories';
import { closeBody, newClosing, originals, wrongWith } from './closing';

describe('closing', () => {
  it('asks a won lead for value and invoice number, in minor units', () => {
    const won = newClosing('won');
    expect(wrongWith(won, 'EUR')).toEqual({ value: 'needed', invoice: 'needed' });
    expect(wrongWith({ ...won, value: 'much', invoice: 'R1' }, 'EUR')).toEqual({ value: 'number' });
    expect(wrongWith({ ...won, value: '0', invoice: 'R1' }, 'EUR')).toEqual({ value: 'number' });
    expect(wrongWith({ ...won, value: '1', invoice: 'R1', link: 'r1.pdf' }, 'EUR')).toEqual({
      link: 'isLink',
    });
    const link = 'https://files.example/r1.pdf';
    expect(closeBody({ ...won, value: '12,500.50', invoice: ' R1 ', link }, 'EUR')).toEqual({
      outcome: 'won',
      reason: '',
      sale: { value: 1_250_050, invoice_no: 'R1', currency: 'EUR', doc_link: link },
    });
  });

  it('asks every other ending for its reason', () => {
    for (const outcome of ['no_decision', 'unreachable', 'not_a_prospect', 'do_not_contact'] as const)
      expect(wrongWith(newClosing(outcome), 'EUR')).toEqual({ reason: 'needed' });
    expect(wrongWith(newClosing('lost'), 'EUR')).toEqual({ reason: 'needed', objection: 'needed' });
    expect(wrongWith({ ...newClosing('duplicate'), reason: 'Twice' }, 'EUR')).toEqual({ original: 'needed' });
  });

  it('keeps objection and competitor of a lost lead only', () => {
    const lost = { ...newClosing('lost'), reason: 'Price', objection: 'Too dear' };
    expect(closeBody(lost, 'EUR')).toEqual({ outcome: 'lost', reason: 'Price', objection: 'Too dear' });
    expect(closeBody({ ...lost, outcome: 'duplicate', original: 'l2' }, 'EUR')).toEqual({
      outcome: 'duplicate',
      reason: 'Price',
      duplicate_of: 'l2',
    });
  });

  it('starts with the competitor and the objection that are known', () => {
    const said = makeTouch({ revive: { objection: 'Too dear' } });
    const lead = makeLead({
      fields: { competitor: 'Rival' },
      touches: [said, makeTouch({ id: 't2', at: 9 })],
    });
    expect(newClosing('lost', lead)).toMatchObject({ competitor: 'Rival', objection: 'Too dear' });
  });
});

describe('the lead a duplicate repeats', () => {
  const own = makeLead({ id: 'own', fields: { email: 'a@b.example', company: 'B' } });
  const twin = makeLead({ id: 'twin', fields: { family_name: 'Byron', email: 'a@b.example', company: 'B' } });
  const mate = makeLead({ id: 'mate', fields: { family_name: 'Babbage', company: 'B' } });
  const other = makeLead({ id: 'other', fields: { family_name: 'Hopper' } });
  const ids = (typed: string) => originals([other, mate, own, twin], own, typed).map((lead) => lead.id);

  it('is offered by likeness, then by the words typed', () => {
    expect(ids('')).toEqual(['twin', 'mate', 'other']);
    expect(ids('hop')).toEqual(['other']);
    expect(ids('babbage b')).toEqual(['mate']);
  });
});
