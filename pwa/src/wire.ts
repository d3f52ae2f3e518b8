/** Types of the wire contract (docs/sync.md, docs/api.md). Instants are milliseconds since 1970, UTC. */

import type {
  ConsentBody,
  HandBody,
  ParkBody,
  PromiseBody,
  QualifyBody,
  QuoteBody,
  RequestBody,
  Revived,
  SaleBody,
  StatusBody,
} from './wireActs';
import type { PackedDocument } from './wireLead';
import type { Collateral, MailBody } from './wireMail';

export type * from './wireActs';
export type * from './wireLead';
export type * from './wireMail';

export type Id = string;
export type Millis = number;

export type Rating = 'hot' | 'warm' | 'cold';
export type Source = 'human' | 'badge' | 'import' | 'ocr';
export type Box = [x: number, y: number, w: number, h: number];
export type FieldValue = string | number | boolean | null;
/** Field name (docs/sync.md "Fields of `set`") or an element of a set: `tag/<slug>`, `product/<slug>`, `q/<id>`. */
export type FieldSet = Record<string, FieldValue>;

export type CaptureKind = 'card' | 'badge_qr' | 'badge_barcode' | 'vcard' | 'voice' | 'manual';
export type Side = 'front' | 'back' | null;

export interface BlobRef {
  sha256: string;
  bytes: number;
  mime: string;
  width?: number | null;
  height?: number | null;
  duration_ms?: number | null;
}

export interface CaptureBody {
  id: Id;
  kind: CaptureKind;
  side: Side;
  taken_at: Millis;
  payload: string | null;
  blob: BlobRef | null;
}

export type Direction = 'out' | 'in';
export type Channel = 'call' | 'email' | 'sms' | 'letter' | 'meeting' | 'booth' | 'chat' | 'web';
export type TouchOutcome =
  | 'connected'
  | 'left_message'
  | 'no_answer'
  | 'other_person'
  | 'wrong_number'
  | 'sent'
  | 'bounced'
  | 'replied'
  | 'met'
  | 'appointment'
  | 'refused_call';

export interface TouchBody {
  id: Id;
  at: Millis;
  direction: Direction;
  channel: Channel;
  outcome: TouchOutcome;
  note?: string;
  minutes?: number;
  step?: Id | null;
  corrects?: Id | null;
  /** Titles of the brochures that went along. */
  collateral?: string[];
  /** Steps, promises and questions it settles. */
  satisfies?: Id[];
  revive?: Revived;
}

export interface NoteBody {
  id: Id;
  text: string;
}

export type StepAction = 'done' | 'skip' | 'snooze' | 'pin' | 'add';

export interface StepBody {
  step: Id;
  action: StepAction;
  due_at?: Millis;
  reason?: string;
  channel?: string;
  purpose?: string;
}

export interface UnassignBody {
  /** The change to take back; none: the latest. */
  assignment?: Id;
  reason?: string;
}
export interface AssignBody {
  to: Id | null;
  reason: string;
}
export interface ClassifyBody {
  class: string;
  reason: string;
}
export interface CloseBody {
  outcome: string;
  reason: string;
  objection?: string;
  competitor?: string;
  duplicate_of?: Id;
  sale?: SaleBody;
}
export interface ReopenBody {
  reason: string;
}

interface OpBase {
  id: Id;
  seq: number;
  lead: Id;
  at: Millis;
  /** Only on an operation sent again after the server was restored: the stamp per field it had answered before. */
  stamps?: Record<string, Millis>;
}

export interface PutOp extends OpBase {
  kind: 'put';
  event: Id | null;
  base: number;
  src: Source;
  set: FieldSet;
  mine?: boolean;
  source?: string;
  conf?: Record<string, number>;
  box?: Record<string, Box>;
  capture?: Id;
}
export interface CaptureOp extends OpBase {
  kind: 'capture';
  body: CaptureBody;
}
export interface TouchOp extends OpBase {
  kind: 'touch';
  body: TouchBody;
}
export interface NoteOp extends OpBase {
  kind: 'note';
  body: NoteBody;
}
export interface StepOp extends OpBase {
  kind: 'step';
  body: StepBody;
}
export interface ClaimOp extends OpBase {
  kind: 'claim';
}
export interface AssignOp extends OpBase {
  kind: 'assign';
  body: AssignBody;
}
export interface UnassignOp extends OpBase {
  kind: 'unassign';
  body: UnassignBody;
}
export interface ClassifyOp extends OpBase {
  kind: 'classify';
  body: ClassifyBody;
}
export interface CloseOp extends OpBase {
  kind: 'close';
  body: CloseBody;
}
export interface ReopenOp extends OpBase {
  kind: 'reopen';
  body: ReopenBody;
}
export interface PromiseOp extends OpBase {
  kind: 'promise';
  body: PromiseBody;
}
export interface RequestOp extends OpBase {
  kind: 'request';
  body: RequestBody;
}
export interface ConsentOp extends OpBase {
  kind: 'consent';
  body: ConsentBody;
}
export interface QuoteOp extends OpBase {
  kind: 'quote';
  body: QuoteBody;
}
export interface QualifyOp extends OpBase {
  kind: 'qualify';
  base: number;
  body: QualifyBody;
}
export interface StatusOp extends OpBase {
  kind: 'status';
  body: StatusBody;
}
export interface ParkOp extends OpBase {
  kind: 'park';
  body: ParkBody;
}
export interface HandOp extends OpBase {
  kind: 'hand';
  body: HandBody;
}
export interface MailOp extends OpBase {
  kind: 'mail';
  body: MailBody;
}

export type Op =
  | PutOp
  | CaptureOp
  | TouchOp
  | NoteOp
  | StepOp
  | ClaimOp
  | AssignOp
  | UnassignOp
  | ClassifyOp
  | CloseOp
  | ReopenOp
  | PromiseOp
  | RequestOp
  | ConsentOp
  | QuoteOp
  | QualifyOp
  | StatusOp
  | ParkOp
  | HandOp
  | MailOp;
export type OpKind = Op['kind'];

export interface PushRequest {
  device: Id;
  schema: number;
  app: string;
  epoch: string | null;
  sent_at: Millis;
  oldest_seq: number;
  last_seq: number;
  leads_left: number;
  oldest_at: number | null;
  ops: Op[];
}

export interface OpOk {
  id: Id;
  st: 'ok';
  rev: number;
  dup?: boolean;
  stamp?: Millis;
  stamps?: Record<string, Millis>;
  lost?: FieldSet;
}
export interface OpReject {
  id: Id;
  st: 'reject';
  code: string;
  title: string;
  dup?: boolean;
}
export interface OpRetry {
  id: Id;
  st: 'retry';
  code: string;
}
export type OpResult = OpOk | OpReject | OpRetry;

export interface PushAnswer {
  epoch: string;
  now: Millis;
  clock: number;
  want?: string[];
  results: OpResult[];
}

export interface Cursor {
  epoch: string | null;
  s: Record<string, number>;
}

export interface PullRequest {
  device: Id;
  schema: number;
  cursor: Cursor | null;
  limit: number;
  settings: string | null;
}

export interface PullAnswer {
  epoch: string;
  clock: number;
  now: Millis;
  cursor: Cursor;
  put: { s: string; d: PackedDocument }[];
  rm: { s: string; id: Id }[];
  drop: string[];
  more: boolean;
  reset: boolean;
  settings?: Settings;
}

export interface Person {
  id: Id;
  name: string;
  /** False for someone who left: named in histories, offered nowhere. */
  active?: boolean;
  away_from?: Millis | null;
  away_to?: Millis | null;
}
export interface Me extends Person {
  email: string;
  roles: string[];
  languages?: string[];
  phone?: string | null;
  tz?: string | null;
}
export interface Org {
  id?: Id;
  name: string;
  currency: string;
  tz?: string;
  language?: string;
  /** Stands under mails. */
  phone?: string | null;
}
export interface Chip {
  slug: string;
  label: string;
}
export interface Question {
  id: Id;
  label?: string;
  text?: string;
  kind?: string;
  choices?: string[];
}
export interface Show {
  id: Id;
  name: string;
  kind?: string;
  venue?: string | null;
  tz?: string;
  starts_on: string;
  ends_on: string;
  chips?: Chip[];
  questions?: Question[];
}
export interface TouchText {
  key: string;
  channel: string;
  language?: string;
  subject?: string | null;
  body: string;
}
export interface Settings {
  etag: string;
  org: Org;
  me: Me;
  users: Person[];
  events: Show[];
  templates?: TouchText[];
  collateral?: Collateral[];
  /** Whether the server sends mail; without it the person's own mail program does. */
  mail?: boolean;
}

/** Every failure of the server (RFC 9457). */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  code: string;
  errors?: unknown;
}

export interface Enrolled {
  device_id: Id;
  token: string;
  user: Me;
  org: Org;
}
