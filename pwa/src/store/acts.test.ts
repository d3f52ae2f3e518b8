import { describe, expect, it } from 'vitest';
import type { LeadDocument, Op } from '../wire';
import { applyAct } from './acts';
import { applyOp, emptyDocument } from './overlay';

const HOUR = 3_600_000;
const lead: LeadDocument = { ...emptyDocument('l1', 0, 'u1'), currency: 'EUR', owner: 'u1' };

const op = (kind: string, body: object, at = 1000) =>
  ({ id: `o${at}`, seq: 1, lead: 'l1', at, kind, body }) as Op;
const seen = (doc: LeadDocument, ...ops: Op[]): LeadDocument =>
  ops.reduce((so, one) => applyOp(so, one, 'u1', applyAct), doc);

const promise = op('promise', { id: 'p1', due_at: 5 * HOUR, text: 'Will order', order_minor: 900 });
const touch = (more: object) =>
  op('touch', { id: 't1', at: 2 * HOUR, direction: 'out', channel: 'call', outcome: 'connected', ...more });

describe('a promise made on this phone', () => {
  it('stands at once, with its own step as the next one', () => {
    const doc = seen(lead, promise, promise);
    expect(doc.promises).toMatchObject([{ id: 'p1', state: 'open', asked: true, channel: 'call', by: 'u1' }]);
    expect(doc.next_step).toMatchObject({ channel: 'call', purpose: 'promise', due_at: 5 * HOUR });
  });
  it('is kept by a contact on its step, or by one that names it', () => {
    for (const named of [{ step: 'step-p1' }, { satisfies: ['p1'] }]) {
      const doc = seen(lead, promise, touch(named));
      expect(doc.promises[0]).toMatchObject({ state: 'kept', touch: 't1' });
      expect(doc.next_step).toBeNull();
    }
  });
  it('released, it leaves the plan and keeps the reason', () => {
    const doc = seen(lead, promise, op('promise', { id: 'p1', action: 'release', reason: 'Bought' }));
    expect(doc.promises[0]).toMatchObject({ state: 'released', reason: 'Bought' });
    expect(doc.next_step).toBeNull();
  });
});

describe('a question of the prospect', () => {
  const asked = op('request', { id: 'q1', text: 'Price list' });
  it('is open until a touch names it', () => {
    const open = seen(lead, asked, touch({}));
    expect(open.requests[0]).toMatchObject({ text: 'Price list', satisfied_at: null });
    expect(seen(lead, asked, touch({ satisfies: ['q1'] })).requests[0]).toMatchObject({
      satisfied_at: 2 * HOUR,
      touch: 't1',
    });
  });
  it('or a person says that it is answered', () => {
    const doc = seen(lead, asked, op('request', { id: 'q1', action: 'satisfy' }));
    expect(doc.requests[0]).toMatchObject({ satisfied_at: 1000, touch: null });
  });
});

describe('the word on a channel', () => {
  const word = (channel: string, state: string, at: number, more = {}) =>
    op('consent', { id: `c${at}`, channel, state, ...more }, at);

  it('an objection to calls closes text messages too, before the server knows', () => {
    expect(seen(lead, word('call', 'objected', 10)).dnc).toEqual(['call', 'sms']);
    expect(seen(lead, word('post', 'objected', 10)).dnc).toEqual(['post']);
  });
  it('a grant opens again what nothing else refuses', () => {
    const back = seen(lead, word('call', 'objected', 10), word('call', 'granted', 20));
    expect(back.dnc).toEqual([]);
    const texts = seen(
      lead,
      word('sms', 'objected', 5),
      word('call', 'objected', 10),
      word('call', 'granted', 20),
    );
    expect(texts.dnc).toEqual(['sms']);
  });
  it('an older grant that arrives late opens nothing', () => {
    const doc = seen(lead, word('call', 'objected', 20), word('call', 'granted', 10));
    expect(doc.dnc).toEqual(['call', 'sms']);
  });
  it('"unknown" does not lift what stands on the list', () => {
    const listed = { ...lead, suppressed: { call: 5 }, dnc: ['call', 'sms'] };
    expect(seen(listed, word('call', 'unknown', 20)).dnc).toEqual(['call', 'sms']);
    expect(seen(listed, word('call', 'granted', 20)).dnc).toEqual([]);
  });
});

describe('offers and sales', () => {
  const quote = op('quote', { id: 'q1', number: 'Q-1', amount: 500 });
  it('an offer stands with the currency of the lead, and changes its state only', () => {
    const doc = seen(lead, quote, op('quote', { id: 'q1', number: 'Q-9', amount: 1, state: 'accepted' }));
    expect(doc.quotes).toMatchObject([{ number: 'Q-1', amount: 500, currency: 'EUR', state: 'accepted' }]);
  });
  it('a sale shows on the closed lead', () => {
    const sale = { invoice_no: 'R-1', value: 500 };
    const doc = seen(lead, op('close', { outcome: 'won', reason: '', sale }));
    expect(doc.sales).toMatchObject([{ invoice_no: 'R-1', value: 500, currency: 'EUR' }]);
  });
});

it('parking takes effect on this phone at once', () => {
  const put = { id: 'o1', seq: 1, lead: 'l1', at: 1, kind: 'put', event: null, base: 0, src: 'human' };
  const parked = applyOp(lead, { ...put, set: { track: 'nurture', wake_at: 9 } } as Op, 'u1');
  expect(parked).toMatchObject({ track: 'nurture', wake_at: 9 });
});

describe('a mail handed to the server', () => {
  const mail = op('mail', { id: 'm1', subject: 'In short', body: 'x', kind: 'summary', step: 's1' });
  it('shows as on its way, once, and does not count as a contact yet', () => {
    const doc = seen({ ...lead, fields: { email: 'ada@engines.example' } }, mail, mail);
    expect(doc.messages).toMatchObject([
      { id: 'm1', state: 'queued', step: 's1', to: 'ada@engines.example', by: 'u1' },
    ]);
    expect(doc.touches).toEqual([]);
  });
});
