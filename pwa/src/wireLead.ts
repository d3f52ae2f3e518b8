/** The lead document of docs/sync.md. Instants are milliseconds since 1970, UTC. */
import type {
  BlobRef,
  Box,
  CaptureKind,
  Channel,
  Direction,
  FieldSet,
  FieldValue,
  Id,
  Millis,
  Side,
  Source,
  TouchOutcome,
} from './wire';
import type { Consent, InfoRequest, Promised, Quote, Revived, Sale } from './wireActs';
import type { Mail } from './wireMail';

export interface FieldOrigin {
  src: Source;
  conf?: number | null;
  box?: Box | null;
  capture?: Id | null;
  by?: Id | null;
  at?: Millis;
}

export interface NextStep {
  id: Id;
  channel: string;
  purpose: string;
  due_at: Millis;
}
export interface Step extends NextStep {
  key: string;
  not_before: Millis | null;
  owner: Id | null;
  state: string;
  origin: string;
  why: string;
  pinned: boolean;
  touch: Id | null;
}
export interface SlaClock {
  clock: string;
  anchor_at: Millis;
  due_at: Millis;
  state: string;
  stopped_at: Millis | null;
  /** The promise or question it runs for. */
  subject?: Id | null;
}
export interface Touch {
  id: Id;
  at: Millis;
  by: Id | null;
  direction: Direction;
  channel: Channel;
  outcome: TouchOutcome;
  note: string;
  minutes: number | null;
  step: Id | null;
  corrects: Id | null;
  satisfies?: Id[];
  auto: boolean;
  /** Made although they had objected to the channel. */
  after_dnc?: boolean;
  revive?: Revived;
}
export interface Note {
  id: Id;
  at: Millis;
  by: Id | null;
  text: string;
}
export type CaptureStatus = 'pending' | 'ocr' | 'review' | 'accepted' | 'rejected';
export interface Capture {
  id: Id;
  kind: CaptureKind;
  side: Side;
  taken_at: Millis;
  by: Id | null;
  status: CaptureStatus;
  reason?: string | null;
  payload: string | null;
  blob: (BlobRef & { stored: boolean }) | null;
}
export interface Reading {
  id: Id;
  capture: Id;
  engine: string;
  version: string;
  ran_on: string;
  mean_conf: number;
  at: Millis;
}
export interface Assignment {
  /** Missing on entries of an older server. */
  id?: Id;
  at: Millis;
  from: Id | null;
  to: Id | null;
  by: Id | null;
  how: string;
  why: string;
  /** What every rule on the way said. */
  trail?: string[];
}
/** How far overdue work has climbed. */
export interface Escalation {
  action: 'notify' | 'deputy' | 'supervisor' | 'pool';
  at: Millis;
  to: Id | null;
  why: string;
}
export interface Conflict {
  field: string;
  values: { value: FieldValue; by: Id | null; at: Millis | null }[];
}

export interface Encounter {
  lead: Id;
  event: Id | null;
  captured_at: Millis;
  captured_by: Id | null;
  state: 'same_person' | 'open';
}

type Usual = 0;
/** A step as it is sent; its end is left out where it is as usual. */
export type StepRow = [
  id: Id,
  key: string,
  channel: string,
  due_at: Millis,
  not_before: Millis | null,
  why_code: string,
  state?: string | Usual,
  purpose?: string | Usual,
  owner?: Id | null | Usual,
  origin?: string | Usual,
  why?: string | Usual,
  pinned?: boolean,
  touch?: Id | null,
  done_at?: Millis | null,
];
export type ClockRow = [
  id: Id,
  clock: string,
  anchor_at: Millis,
  due_at: Millis,
  state?: string | Usual,
  why?: string | Usual,
  stopped_at?: Millis | null,
  subject?: Id,
  by_machine?: boolean,
];
export interface PackedPlan {
  steps?: (StepRow | Step)[];
  clocks?: (ClockRow | SlaClock)[];
  /** Its place among the steps. */
  next_step?: NextStep | number | null;
  /** Why, by the code of a step or the state of a clock. */
  whys?: Record<string, string>;
}
/** The document as the server sends it and the phone keeps it: without what follows from the rest. */
export type PackedDocument = Pick<LeadDocument, 'id' | 'rev'> &
  Partial<Omit<LeadDocument, 'origin'>> & {
    '~plan'?: PackedPlan;
    /** `*`: all there are; a field has one by its place, the first if it names none. */
    origin?: LeadDocument['origin'] | PackedOrigin;
  };
export type PackedOrigin = { '*': FieldOrigin[] } & Record<string, FieldOrigin[] | number>;

export interface LeadDocument {
  id: Id;
  rev: number;
  event: Id | null;
  source: string;
  captured_by: Id | null;
  captured_at: Millis;
  received_at: Millis | null;
  lag_ms: number;
  fields: FieldSet;
  origin: Record<string, FieldOrigin>;
  owner: Id | null;
  owner_since: Millis | null;
  owner_how: string | null;
  owner_why: string | null;
  /** Who does the work of an owner who is away. */
  acting?: Id | null;
  acting_until?: Millis | null;
  acting_why?: string | null;
  escalation?: Escalation | null;
  class: string | null;
  class_by: string | null;
  class_why: string[];
  kind: string | null;
  worth: number | null;
  currency: string;
  probability: number | null;
  sales_ready: boolean;
  status: number;
  track: string;
  wake_at: Millis | null;
  outcome: string | null;
  outcome_reason: string | null;
  objection?: string | null;
  competitor?: string | null;
  closed_at: Millis | null;
  next_step: NextStep | null;
  steps: Step[];
  clocks: SlaClock[];
  touches: Touch[];
  notes: Note[];
  captures: Capture[];
  readings: Reading[];
  assignments: Assignment[];
  promises: Promised[];
  requests: InfoRequest[];
  consents: Consent[];
  /** Channels refused: no link may be shown for them. */
  dnc: string[];
  /** Those of them on the suppression list, and since when. */
  suppressed: Record<string, Millis>;
  quotes: Quote[];
  sales: Sale[];
  conflicts: Conflict[];
  flags: Record<string, string>;
  /** Other meetings of the same person; `open` while nobody has decided whether it is one. */
  encounters?: Encounter[];
  merged_into?: { lead: Id; merge: Id; at: Millis; by: Id | null };
  merges?: { merge: Id; lead: Id; at: Millis; by: Id | null }[];
  /** Mails this server sent or shall send; missing on leads that never had one. */
  messages?: Mail[];
}
