/** Writes of follow-up: promises, questions, permissions, offers, what is left to the manager. In no first load. */
import type {
  ConsentBody,
  Id,
  MailBody,
  Millis,
  ParkBody,
  PromiseBody,
  QualifyBody,
  Quote,
  QuoteBody,
  QuoteState,
  StatusBody,
} from '../wire';
import { cryptoRandom, uuid7 } from './ids';
import { act, discard } from './index';
import type { DeadLetter } from './types';

/** An id for something about to be made on this phone. */
export const freshId = (): Id => uuid7(Date.now(), cryptoRandom);

export type NewPromise = Omit<Extract<PromiseBody, { due_at: Millis }>, 'id'>;

export const makePromise = (lead: Id, id: Id, body: NewPromise): Promise<Id> =>
  act({ kind: 'promise', lead, body: { ...body, id } });

export const releasePromise = (lead: Id, id: Id, reason: string): Promise<Id> =>
  act({ kind: 'promise', lead, body: { id, action: 'release', reason } });

/** Something they want to know; answered by a touch that names it, or by `answered`. */
export const ask = (lead: Id, id: Id, text: string): Promise<Id> =>
  act({ kind: 'request', lead, body: { id, text } });

export const answered = (lead: Id, id: Id): Promise<Id> =>
  act({ kind: 'request', lead, body: { id, action: 'satisfy' } });

/** The prospect's word on one channel. */
export const say = (lead: Id, body: Omit<ConsentBody, 'id'>): Promise<Id> =>
  act({ kind: 'consent', lead, body: { ...body, id: freshId() } });

/** Takes a change of owner back: whoever owned the lead before owns it again. */
export const takeOwnerBack = (lead: Id, assignment?: Id): Promise<Id> =>
  act({ kind: 'unassign', lead, body: assignment ? { assignment } : {} });

/** Hands a mail to the server; it leaves the phone like everything else. */
export const sendMail = (lead: Id, body: Omit<MailBody, 'id'>): Promise<Id> =>
  act({ kind: 'mail', lead, body: { ...body, id: freshId() } });

/** What was found out about need, money, say and time; `base`: the revision on screen. */
export const qualify = (lead: Id, base: number, body: Omit<QualifyBody, 'id'>): Promise<Id> =>
  act({ kind: 'qualify', lead, base, body: { ...body, id: freshId() } });

/** Not ready: for so many months from now, or until a day. */
export const park = (lead: Id, body: ParkBody): Promise<Id> => act({ kind: 'park', lead, body });

/** A supervisor's word on where the lead stands. */
export const setStatus = (lead: Id, body: StatusBody): Promise<Id> => act({ kind: 'status', lead, body });

export const offer = (lead: Id, body: Omit<QuoteBody, 'id'>): Promise<Id> =>
  act({ kind: 'quote', lead, body: { ...body, id: freshId() } });

export function decideQuote(lead: Id, quote: Quote, state: QuoteState): Promise<Id> {
  const { id, number, amount } = quote;
  return act({ kind: 'quote', lead, body: { id, number, amount, state } });
}

/** Leaves a refused operation to the manager: on its way, and off this phone's list. */
export async function handOver({ op, code }: DeadLetter, text: string): Promise<void> {
  await act({ kind: 'hand', lead: op.lead, body: { id: op.id, op, code, text } });
  await discard(op.id);
}
