import { describe, expect, it } from 'vitest';
import type { LeadDocument } from '../../../wire';
import { makeLead, makeStep } from '../factories';
import { needsProof, openRequests, promised, settlings } from './standing';

const promise = (over: object) => ({
  id: 'p1',
  due_at: 50,
  channel: 'call',
  text: 'Will order',
  order_minor: 900,
  asked: true,
  whole_day: true,
  made_at: 0,
  by: 'me',
  state: 'open',
  ended_at: null,
  touch: null,
  reason: null,
  ...over,
});
const question = (over: object) => ({
  id: 'q1',
  text: 'Price list',
  opened_at: 1,
  satisfied_at: null,
  by: 'me',
  touch: null,
  ...over,
});

describe('what stands between us', () => {
  it('is the nearest open promise, with the order they announced', () => {
    const promises = [promise({ id: 'far', due_at: 90 }), promise({}), promise({ due_at: 1, state: 'kept' })];
    expect(promised(makeLead({ promises }))).toMatchObject({ due_at: 50, text: 'Will order', order: 900 });
  });
  it('a step is a promise too where an older version of the app kept one', () => {
    const step = makeStep({ id: 'p', purpose: 'promise', due_at: 7, why: 'Call back' });
    expect(promised(makeLead({ steps: [step] }))).toEqual({
      channel: 'call',
      due_at: 7,
      text: 'Call back',
      order: 0,
    });
    expect(promised(makeLead({ steps: [{ ...step, state: 'done' }] }))).toBeNull();
  });
  it('a contact may settle open questions and promises of another channel', () => {
    const lead = makeLead({
      promises: [promise({}), promise({ id: 'p2', channel: 'email', text: '' })],
      requests: [
        question({ id: 'late', opened_at: 9 }),
        question({}),
        question({ id: 'x', satisfied_at: 3 }),
      ],
    });
    expect(openRequests(lead).map((one) => one.id)).toEqual(['q1', 'late']);
    expect(settlings(lead, 'call').map((one) => one.id)).toEqual(['q1', 'late', 'p2']);
  });
});

describe('a yes', () => {
  const word = {
    id: 'c',
    state: 'objected',
    basis: null,
    wording_version: null,
    evidence: null,
    at: 1,
    by: null,
  };
  const needs = (over: Partial<LeadDocument>, channel: 'call' | 'sms' | 'email') =>
    needsProof(makeLead(over), channel);

  it('needs its proof where they had said no, on the list or on this card', () => {
    expect(needs({}, 'call')).toBe(false);
    expect(needs({ dnc: ['sms'] }, 'call')).toBe(true);
    expect(needs({ dnc: ['call'] }, 'email')).toBe(false);
    expect(needs({ consents: [{ ...word, channel: 'email', state: 'objected' }] }, 'email')).toBe(true);
  });
});
