/** What screens see of the store. */
import type { Collateral, Id, LeadDocument, Me, Millis, Op, Org, Person, Show, TouchText } from '../wire';

export interface Session {
  device_id: Id;
  token: string;
  user: Me;
  org: Org;
  /** How this browser was let in; only a password can be changed. */
  by: 'code' | 'password';
}

/** A lead as the person should see it: server document + acknowledged + unsent edits, in the order they were made. */
export interface LeadView extends LeadDocument {
  /** Operations on this lead the server has not answered yet. */
  unsent: number;
  /** Operations the server refused; they wait for the person's decision. */
  refused: number;
  /** True once the server has sent this lead down. False: it exists on this phone only. */
  onServer: boolean;
  /** Names of fields with an edit that is not yet in the server document. */
  pending: readonly string[];
}

export interface SettingsView {
  org: Org | null;
  me: Me | null;
  users: Person[];
  events: Show[];
  templates: TouchText[];
  collateral: Collateral[];
  mail: boolean;
}

export interface OutboxState {
  /** Operations waiting to be sent. */
  pending: number;
  /** Leads with something unsent. */
  leads: number;
  /** Refused operations. */
  dead: number;
  /** When the oldest unsent change was made; null if all is sent. */
  oldest_at: Millis | null;
  /** Leads this phone holds. */
  onPhone: number;
  /** Pictures and memos not yet uploaded. */
  uploads: number;
  /** Leads captured before a show was known; they wait for `chooseShow`. */
  noShow: number;
}

export interface DeadLetter {
  op: Op;
  code: string;
  title: string;
  at: Millis;
}

export type Paired =
  | { ok: true; session: Session }
  | { ok: false; code: string; title: string; status: number };
