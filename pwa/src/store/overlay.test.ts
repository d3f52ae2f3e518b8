import { describe, expect, it } from 'vitest';
import type { Id, LeadDocument, Op } from '../wire';
import { applyAct } from './acts';
import { emptyDocument, applyOp as onDocument } from './overlay';

const base: LeadDocument = {
  ...emptyDocument('l1', 1000, 'u2'),
  rev: 5,
  fields: { email: 'read@example.com', phone: null },
  origin: { email: { src: 'ocr', conf: 0.7 }, phone: { src: 'human' } },
  steps: [step('s1', 2000), step('s2', 3000)],
};

const applyOp = (doc: LeadDocument, op: Op, me: Id | null) => onDocument(doc, op, me, applyAct);

function step(id: string, due_at: number) {
  const plain = { not_before: null, owner: 'u1', origin: 'plan', why: '', pinned: false, touch: null };
  return { id, key: id, channel: 'call', purpose: 'call', due_at, state: 'planned', ...plain };
}

const op = (kind: string, more: object) => ({ id: 'o1', seq: 1, lead: 'l1', at: 9000, kind, ...more }) as Op;
const put = (src: string, set: object) => op('put', { event: null, base: 5, src, set });

describe('a put on top of the document', () => {
  it('a person wins over a machine', () => {
    expect(applyOp(base, put('human', { email: 'ada@example.com' }), 'u1').fields.email).toBe(
      'ada@example.com',
    );
  });
  it('a machine never beats a person, not even one who emptied the field', () => {
    expect(applyOp(base, put('ocr', { phone: '123' }), 'u1').fields.phone).toBeNull();
  });
  it('a machine may better a machine and fill blanks', () => {
    const doc = applyOp(base, put('ocr', { email: 'better@example.com', company: 'Acme' }), 'u1');
    expect(doc.fields).toMatchObject({ email: 'better@example.com', company: 'Acme' });
  });
  it("a value of unknown origin counts as a person's", () => {
    const doc = { ...base, fields: { company: 'Acme' }, origin: {} };
    expect(applyOp(doc, put('ocr', { company: 'Acne' }), 'u1').fields.company).toBe('Acme');
  });
  it('leaves the document it was given alone', () => {
    applyOp(base, put('human', { email: 'x' }), 'u1');
    expect(base.fields.email).toBe('read@example.com');
  });
});

describe('follow-up on top of the document', () => {
  it('a touch for a step does the step and brings up the next', () => {
    const body = { id: 't1', at: 8000, direction: 'out', channel: 'call', outcome: 'connected', step: 's1' };
    const doc = applyOp(base, op('touch', { body }), 'u1');
    expect(doc.steps[0]).toMatchObject({ state: 'done', touch: 't1' });
    expect(doc.next_step).toMatchObject({ id: 's2', due_at: 3000 });
    expect(applyOp(doc, op('touch', { body }), 'u1').touches).toHaveLength(1);
  });
  it('snooze moves a step, skip ends it, add brings a new one', () => {
    const snoozed = applyOp(base, op('step', { body: { step: 's1', action: 'snooze', due_at: 4000 } }), 'u1');
    expect(snoozed.next_step?.id).toBe('s2');
    const skipped = applyOp(snoozed, op('step', { body: { step: 's2', action: 'skip' } }), 'u1');
    expect(skipped.next_step?.id).toBe('s1');
    const body = { step: 's9', action: 'add', channel: 'email', purpose: 'quote', due_at: 100 };
    expect(applyOp(skipped, op('step', { body }), 'u1').next_step).toMatchObject({
      id: 's9',
      channel: 'email',
    });
  });
  it('a blocked step is never the next one; of two due at once the first key is', () => {
    const blocked = { ...step('s0', 500), state: 'blocked' };
    const doc = { ...base, steps: [blocked, step('s3', 3000), step('s2', 3000), step('s1', 2000)] };
    const body = { step: 's1', action: 'done' };
    expect(applyOp(doc, op('step', { body }), 'u1').next_step?.id).toBe('s2');
  });
  it('close ends it, reopen brings it back with its next step', () => {
    const closed = applyOp(base, op('close', { body: { outcome: 'lost', reason: 'price' } }), 'u1');
    expect(closed).toMatchObject({ status: 5, outcome: 'lost', next_step: null, closed_at: 9000 });
    expect(applyOp(closed, op('reopen', { body: { reason: 'called back' } }), 'u1')).toMatchObject({
      outcome: null,
      next_step: { id: 's1' },
    });
  });
  it('a claim takes only a lead nobody has', () => {
    expect(applyOp(base, op('claim', {}), 'u1').owner).toBe('u1');
    expect(applyOp({ ...base, owner: 'u3' }, op('claim', {}), 'u1').owner).toBe('u3');
  });
  it('assign and classify show at once', () => {
    expect(applyOp(base, op('assign', { body: { to: 'u4', reason: 'region' } }), 'u1').owner).toBe('u4');
    expect(applyOp(base, op('classify', { body: { class: 'A', reason: 'budget' } }), 'u1')).toMatchObject({
      class: 'A',
      class_by: 'person',
    });
  });
});
