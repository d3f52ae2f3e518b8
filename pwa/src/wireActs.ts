/** What follow-up acts carry on the wire (docs/sync.md "Kinds of op"). Instants are milliseconds since 1970, UTC. */
import type { Channel, FieldSet, Id, Millis } from './wire';

/** A contact promised, or a promise nobody expects any more. */
export type PromiseBody =
  | {
      id: Id;
      due_at: Millis;
      channel?: Channel;
      text?: string;
      /** The order they announced, minor units. */
      order_minor?: number;
      asked?: boolean;
      whole_day?: boolean;
    }
  | { id: Id; action: 'release'; reason: string };

export type RequestBody = { id: Id; text: string } | { id: Id; action: 'satisfy' };

export type ConsentChannel = 'call' | 'email' | 'sms' | 'post';
export type ConsentState = 'granted' | 'objected' | 'unknown';
export type ConsentBasis = 'consent' | 'legitimate_interest' | 'soft_opt_in' | 'contract';

export interface ConsentBody {
  id: Id;
  channel: ConsentChannel;
  state: ConsentState;
  basis?: ConsentBasis;
  wording_version?: string;
  evidence?: string;
}

export type QuoteState = 'sent' | 'accepted' | 'rejected' | 'expired';

export interface QuoteBody {
  id: Id;
  number: string;
  amount: number;
  currency?: string;
  valid_until?: Millis;
  doc_link?: string;
  state?: QuoteState;
}

export interface SaleBody {
  invoice_no: string;
  value: number;
  currency?: string;
  doc_link?: string;
}

/** What was found out. A key left out says nothing, null empties what was known. */
export interface QualifyBody {
  id: Id;
  /** 0 none, 1 vague, 2 real, 3 urgent. */
  need?: number | null;
  budget?: 'none' | 'unknown' | 'planned' | 'set_aside' | null;
  authority?: 'yes' | 'no' | 'unknown' | null;
  /** A local date, "2026-11-21". */
  decision_by?: string | null;
  timeline?: string | null;
  answers?: FieldSet;
}

/** A supervisor's word. */
export interface StatusBody {
  status: number;
  reason: string;
}

/** Not ready: for so many months, or until a day. */
export type ParkBody = { months: number; reason?: string } | { wake_at: Millis; reason?: string };

/** One of the person's own refused operations, left to the manager. */
export interface HandBody {
  id: Id;
  op: unknown;
  code: string;
  text: string;
}

/** What a prospect who had fallen silent answered. */
export interface Revived {
  satisfied?: boolean | null;
  assist?: string;
  objection?: string;
}

export interface Promised {
  id: Id;
  due_at: Millis;
  channel: string;
  text: string;
  order_minor?: number | null;
  asked: boolean;
  whole_day: boolean;
  made_at: Millis;
  by: Id | null;
  state: string;
  ended_at: Millis | null;
  touch: Id | null;
  reason: string | null;
}
export interface InfoRequest {
  id: Id;
  text: string;
  opened_at: Millis;
  satisfied_at: Millis | null;
  by: Id | null;
  touch: Id | null;
}
export interface Consent extends Omit<ConsentBody, 'basis' | 'wording_version' | 'evidence'> {
  basis: string | null;
  wording_version: string | null;
  evidence: string | null;
  at: Millis;
  by: Id | null;
}
export interface Quote {
  id: Id;
  number: string;
  amount: number;
  currency: string;
  at: Millis;
  valid_until: Millis | null;
  doc_link: string | null;
  state: string;
  by: Id | null;
}
export interface Sale {
  id: Id;
  invoice_no: string;
  value: number;
  currency: string;
  at: Millis;
  doc_link?: string | null;
}
