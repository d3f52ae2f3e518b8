/** The only door to what this phone keeps. Screens read signals and call the writes; nothing here needs a network. */
import type { ReadonlySignal } from '@preact/signals';
import type {
  AssignBody,
  CaptureKind,
  ClassifyBody,
  CloseBody,
  FieldSet,
  Id,
  Me,
  Op,
  Org,
  Rating,
  ReopenBody,
  Show,
  Side,
  StepBody,
  TouchBody,
} from '../wire';
import type { DeadLetter, LeadView, OutboxState, Paired, Session, SettingsView } from './types';

export type * from './types';

/** Something taken in; `data` is the picture's or memo's bytes (never a Blob: iOS loses those). */
export interface NewCapture {
  kind: CaptureKind;
  side: Side;
  taken_at?: number;
  payload?: string | null;
  blob?: {
    data: ArrayBuffer;
    sha256: string;
    mime: string;
    width?: number;
    height?: number;
    duration_ms?: number;
  };
}

export interface NewLead {
  event: Id | null;
  captures: NewCapture[];
  set?: FieldSet;
  src?: 'human' | 'badge' | 'import' | 'ocr';
  mine?: boolean;
  source?: string;
}

export declare const session: ReadonlySignal<Session | null>;
/** undefined until the phone's memory was read once: show nothing that depends on it before. */
export declare const ready: ReadonlySignal<boolean>;
export declare function pairWith(code: string): Promise<Paired>;
/** Registers this signed-in browser as a device, so that sync works here too. Call after POST /session or /setup. */
export declare function registerBrowser(me: { user: Me; org: Org }): Promise<Paired>;
/** Wipes this phone. Refuses (answers the number of unsent operations) unless nothing is unsent or `force`. */
export declare function signOut(options?: {
  force?: boolean;
}): Promise<{ ok: true } | { ok: false; unsent: number }>;

export declare const leads: ReadonlySignal<LeadView[]>;
/** One lead, live; undefined while unknown on this phone. The same id answers the same signal. */
export declare function lead(id: Id): ReadonlySignal<LeadView | undefined>;
export declare const settings: ReadonlySignal<SettingsView>;
export declare const outbox: ReadonlySignal<OutboxState>;
/** The show this phone captures for; null while none is known. */
export declare const show: ReadonlySignal<Show | null>;
/** Picks the show; leads captured before any show was known get it too. */
export declare function chooseShow(id: Id): Promise<void>;

/** Writes answer the ids of the operations made, when they are safely on the phone (strict durability). */
export declare function captureLead(lead: NewLead): Promise<{ lead: Id; ops: Id[] }>;
export declare function addCapture(lead: Id, capture: NewCapture): Promise<Id>;
export declare function patchLead(lead: Id, set: FieldSet): Promise<Id>;
export declare function rate(lead: Id, rating: Rating): Promise<Id>;
export declare function logTouch(
  lead: Id,
  touch: Omit<TouchBody, 'id' | 'at'> & { at?: number },
): Promise<Id>;
export declare function stepAction(lead: Id, step: Omit<StepBody, 'step'> & { step?: Id }): Promise<Id>;
export declare function addNote(lead: Id, text: string): Promise<Id>;
export declare function claim(lead: Id): Promise<Id>;
export declare function assign(lead: Id, to: Id | null, reason: AssignBody['reason']): Promise<Id>;
export declare function classify(lead: Id, cls: ClassifyBody['class'], reason: string): Promise<Id>;
export declare function closeLead(lead: Id, body: CloseBody): Promise<Id>;
export declare function reopen(lead: Id, reason: ReopenBody['reason']): Promise<Id>;
/** Takes an operation back while it is unsent; false when it already left. */
export declare function undo(op: Id): Promise<boolean>;
/** Takes a whole capture back: removed while unsent, trashed (and synced) after. */
export declare function undoCapture(lead: Id): Promise<void>;
/** Bytes of a picture or memo: from this phone, else fetched. null when neither has it. */
export declare function blobData(sha256: string): Promise<{ data: ArrayBuffer; mime: string } | null>;

export declare const deadLetters: ReadonlySignal<DeadLetter[]>;
/** Sends a refused operation again as a new one, with the person's changes. */
export declare function resend(op: Id, changed?: Partial<Op>): Promise<Id>;
export declare function discard(op: Id): Promise<void>;
/** Everything unsent and refused, with pictures (base64), as a JSON file for rescue. */
export declare function exportUnsent(): Promise<Blob>;
