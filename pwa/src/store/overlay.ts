/** Server document + operations made on this phone = what the person sees. Pure: no clock, no storage. */
import type { Id, LeadDocument, Op, PutOp, Source } from '../wire';

const RANK: Record<Source, number> = { human: 3, badge: 2, import: 1, ocr: 0 };

/** A lead nobody but this phone knows yet. */
export function emptyDocument(id: Id, at: number, me: Id | null): LeadDocument {
  return {
    id,
    rev: 0,
    event: null,
    source: 'exhibition',
    captured_by: me,
    captured_at: at,
    received_at: null,
    lag_ms: 0,
    fields: {},
    origin: {},
    owner: null,
    owner_since: null,
    owner_how: null,
    owner_why: null,
    class: null,
    class_by: null,
    class_why: [],
    kind: null,
    worth: null,
    currency: '',
    probability: null,
    sales_ready: false,
    status: 1,
    track: 'active',
    wake_at: null,
    outcome: null,
    outcome_reason: null,
    closed_at: null,
    next_step: null,
    steps: [],
    clocks: [],
    touches: [],
    notes: [],
    captures: [],
    readings: [],
    assignments: [],
    promises: [],
    requests: [],
    consents: [],
    dnc: [],
    suppressed: {},
    quotes: [],
    sales: [],
    conflicts: [],
    flags: {},
  };
}

/** Applies what is done to a lead after the booth (`acts.ts`), which a phone that only scans never loads. */
export type ApplyAct = (doc: LeadDocument, op: Op, me: Id | null) => LeadDocument;

/** Kinds this file applies by itself. */
export const AT_THE_BOOTH: ReadonlySet<string> = new Set(['put', 'capture', 'note', 'claim', 'assign']);

/** The document with one operation applied; the input stays as it is. */
export function applyOp(doc: LeadDocument, op: Op, me: Id | null, acts?: ApplyAct): LeadDocument {
  switch (op.kind) {
    case 'put':
      return applyPut(doc, op, me);
    case 'capture': {
      if (doc.captures.some((c) => c.id === op.body.id)) return doc;
      const blob = op.body.blob && { ...op.body.blob, stored: false };
      return { ...doc, captures: [...doc.captures, { ...op.body, blob, by: me, status: 'pending' }] };
    }
    case 'note': {
      if (doc.notes.some((n) => n.id === op.body.id)) return doc;
      return { ...doc, notes: [...doc.notes, { ...op.body, at: op.at, by: me }] };
    }
    case 'claim':
      return doc.owner ? doc : { ...doc, owner: me, owner_since: op.at, owner_how: 'claim' };
    case 'assign':
      return {
        ...doc,
        owner: op.body.to,
        owner_since: op.at,
        owner_how: 'manual',
        owner_why: op.body.reason,
      };
    default:
      return acts ? acts(doc, op, me) : doc;
  }
}

function applyPut(doc: LeadDocument, op: PutOp, me: Id | null): LeadDocument {
  const fields = { ...doc.fields };
  const origin = { ...doc.origin };
  for (const [name, value] of Object.entries(op.set)) {
    if (RANK[op.src] < rankHere(doc, name)) continue;
    fields[name] = value;
    origin[name] = {
      src: op.src,
      conf: op.conf?.[name] ?? null,
      box: op.box?.[name] ?? null,
      capture: op.capture ?? null,
      by: op.src === 'human' ? me : null,
      at: op.at,
    };
  }
  const parked = 'track' in op.set && {
    track: String(op.set.track ?? 'active'),
    wake_at: Number(op.set.wake_at) || null,
  };
  const claimed = op.mine && !doc.owner ? { owner: me, owner_since: op.at, owner_how: 'claim' } : {};
  return {
    ...doc,
    ...claimed,
    ...parked,
    fields,
    origin,
    event: doc.event ?? op.event,
    source: op.source ?? doc.source,
  };
}

/** Rank of the value on screen. A value without an origin is taken as a person's: a machine must never beat a person. */
function rankHere(doc: LeadDocument, name: string): number {
  const origin = doc.origin[name];
  if (origin) return RANK[origin.src];
  return name in doc.fields ? RANK.human : -1;
}
