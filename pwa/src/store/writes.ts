/** What a person does to leads. Each write is one strict transaction and answers when it is safely on the phone. */
import type {
  AssignBody,
  Box,
  CaptureBody,
  CaptureKind,
  ClassifyBody,
  CloseBody,
  FieldSet,
  Id,
  Rating,
  ReopenBody,
  Side,
  Source,
  StepBody,
  TouchBody,
} from '../wire';
import { steady } from './db';
import { uuid7 } from './ids';
import { getMeta } from './meta';
import { type Draft, enqueue, type StoreParts } from './queue';

/** Bytes of a picture or a memo. An ArrayBuffer, never a Blob: iOS loses Blobs in IndexedDB. */
export interface NewBlob {
  data: ArrayBuffer;
  sha256: string;
  mime: string;
  width?: number;
  height?: number;
  duration_ms?: number;
}

export interface NewCapture {
  kind: CaptureKind;
  side: Side;
  taken_at?: number;
  payload?: string | null;
  blob?: NewBlob;
}

export interface NewLead {
  /** null before this phone knows a show; the show picked later is put in. */
  event: Id | null;
  captures: NewCapture[];
  set?: FieldSet;
  src?: Source;
  mine?: boolean;
  source?: string;
}

/** A machine's reading of a picture: confidence 0..1 and place [x, y, w, h] per field. */
export interface NewReading {
  capture: Id;
  set: FieldSet;
  conf: Record<string, number>;
  box?: Record<string, Box>;
}

const PRIO = { front: 1, back: 2, voice: 3 } as const;

export interface Writes {
  captureLead(lead: NewLead): Promise<{ lead: Id; captures: Id[]; ops: Id[] }>;
  addCapture(lead: Id, capture: NewCapture): Promise<Id>;
  patchLead(lead: Id, set: FieldSet): Promise<Id>;
  applyReading(lead: Id, reading: NewReading): Promise<Id>;
  rate(lead: Id, rating: Rating): Promise<Id>;
  logTouch(lead: Id, touch: Omit<TouchBody, 'id' | 'at'> & { at?: number }): Promise<Id>;
  stepAction(lead: Id, step: Omit<StepBody, 'step'> & { step?: Id }): Promise<Id>;
  addNote(lead: Id, text: string): Promise<Id>;
  claim(lead: Id): Promise<Id>;
  assign(lead: Id, to: Id | null, reason: AssignBody['reason']): Promise<Id>;
  classify(lead: Id, cls: ClassifyBody['class'], reason: string): Promise<Id>;
  closeLead(lead: Id, body: CloseBody): Promise<Id>;
  reopen(lead: Id, reason: ReopenBody['reason']): Promise<Id>;
  /** Any other operation, ready made (`followups.ts`). */
  act(draft: Draft): Promise<Id>;
}

/** The writes over one phone's storage. `wrote` is called after each, to wake the sync loop. */
export function createWrites(parts: StoreParts, wrote: () => void): Writes {
  const { db, now, random } = parts;
  const newId = () => uuid7(now(), random);

  async function write<T>(work: () => Promise<T>): Promise<T> {
    const tables = [db.outbox, db.acked, db.blobs, db.uploads, db.docs, db.meta];
    const done = await steady(db, () => db.transaction('rw', tables, work));
    wrote();
    return done;
  }
  const one = (draft: Draft) => write(() => enqueue(parts, draft));

  async function put(lead: Id, set: FieldSet, src: Source, more: Partial<Draft> = {}): Promise<Id> {
    const about = await placeOf(parts, lead);
    return enqueue(parts, { kind: 'put', lead, src, set, ...about, ...more } as Draft);
  }

  async function capture(lead: Id, taken: NewCapture): Promise<{ capture: Id; op: Id }> {
    const body = captureBody(newId(), taken, now());
    const op = await enqueue(parts, { kind: 'capture', lead, body });
    if (taken.blob) await keepBytes(parts, lead, op, taken, taken.blob);
    return { capture: body.id, op };
  }

  const patchLead = (lead: Id, set: FieldSet) => write(() => put(lead, set, 'human'));

  return {
    patchLead,
    captureLead: ({ event, captures, set = {}, src = 'human', mine = true, source }) =>
      write(async () => {
        const lead = newId();
        const first: Draft = { kind: 'put', lead, event, base: 0, src, set, ...(mine && { mine }) };
        const ops = [await enqueue(parts, source ? { ...first, source } : first)];
        const ids: Id[] = [];
        for (const taken of captures) {
          const made = await capture(lead, taken);
          ids.push(made.capture);
          ops.push(made.op);
        }
        return { lead, captures: ids, ops };
      }),
    addCapture: (lead, taken) => write(async () => (await capture(lead, taken)).capture),
    applyReading: (lead, { set, ...reading }) => write(() => put(lead, set, 'ocr', reading)),
    rate: (lead, rating) => patchLead(lead, { rating }),
    logTouch: (lead, touch) => one({ kind: 'touch', lead, body: { at: now(), ...touch, id: newId() } }),
    stepAction: (lead, step) => one({ kind: 'step', lead, body: { step: newId(), ...step } }),
    addNote: (lead, text) => one({ kind: 'note', lead, body: { id: newId(), text } }),
    claim: (lead) => one({ kind: 'claim', lead }),
    assign: (lead, to, reason) => one({ kind: 'assign', lead, body: { to, reason } }),
    classify: (lead, cls, reason) => one({ kind: 'classify', lead, body: { class: cls, reason } }),
    closeLead: (lead, body) => one({ kind: 'close', lead, body }),
    reopen: (lead, reason) => one({ kind: 'reopen', lead, body: { reason } }),
    act: one,
  };
}

/** Show and revision a put is made on: the document's, else those of the capture that waits, or came up and not yet down. */
async function placeOf({ db }: StoreParts, lead: Id): Promise<{ event: Id | null; base: number }> {
  const row = await db.docs.get(lead);
  if (row) return { event: row.doc.event ?? null, base: row.doc.rev };
  const own = await Promise.all([db.acked, db.outbox].map((table) => table.where({ lead }).sortBy('n')));
  const made = own.flat().find((r) => r.op.kind === 'put')?.op;
  if (made?.kind === 'put') return { event: made.event, base: 0 };
  return { event: (await getMeta(db, 'show')) ?? null, base: 0 };
}

function captureBody(id: Id, taken: NewCapture, now: number): CaptureBody {
  const { kind, side, taken_at = now, payload = null, blob } = taken;
  if (!blob) return { id, kind, side, taken_at, payload, blob: null };
  const { data, ...about } = blob;
  return { id, kind, side, taken_at, payload, blob: { ...about, bytes: data.byteLength } };
}

async function keepBytes(
  parts: StoreParts,
  lead: Id,
  op: Id,
  taken: NewCapture,
  blob: NewBlob,
): Promise<void> {
  const { sha256, mime, data } = blob;
  const prio = taken.kind === 'voice' ? PRIO.voice : PRIO[taken.side ?? 'front'];
  await parts.db.blobs.put({ sha256, mime, data });
  await parts.db.uploads.put({
    op,
    sha256,
    lead,
    bytes: data.byteLength,
    mime,
    prio,
    state: 'waiting',
    tries: 0,
    stored_at: null,
    code: null,
  });
}
