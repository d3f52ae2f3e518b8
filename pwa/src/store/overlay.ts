/** Server document + operations made on this phone = what the person sees. Pure: no clock, no storage. */
import type { Id, LeadDocument, Op, PutOp, Source, Step, StepOp, TouchBody } from '../wire';

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
    conflicts: [],
    flags: {},
  };
}

/** The document with one operation applied; the input stays as it is. */
export function applyOp(doc: LeadDocument, op: Op, me: Id | null): LeadDocument {
  switch (op.kind) {
    case 'put':
      return applyPut(doc, op, me);
    case 'capture': {
      if (doc.captures.some((c) => c.id === op.body.id)) return doc;
      const blob = op.body.blob && { ...op.body.blob, stored: false };
      return { ...doc, captures: [...doc.captures, { ...op.body, blob, by: me, status: 'pending' }] };
    }
    case 'touch':
      return applyTouch(doc, op.body, me);
    case 'note': {
      if (doc.notes.some((n) => n.id === op.body.id)) return doc;
      return { ...doc, notes: [...doc.notes, { ...op.body, at: op.at, by: me }] };
    }
    case 'step':
      return withNextStep({ ...doc, steps: applyStep(doc, op) });
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
    case 'classify':
      return { ...doc, class: op.body.class, class_by: 'person', class_why: [op.body.reason] };
    case 'close': {
      const { outcome, reason } = op.body;
      return { ...doc, status: 5, outcome, outcome_reason: reason, closed_at: op.at, next_step: null };
    }
    case 'reopen':
      return withNextStep({ ...doc, status: 3, outcome: null, outcome_reason: null, closed_at: null });
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
  const claimed = op.mine && !doc.owner ? { owner: me, owner_since: op.at, owner_how: 'claim' } : {};
  return {
    ...doc,
    ...claimed,
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

function applyTouch(doc: LeadDocument, body: TouchBody, me: Id | null): LeadDocument {
  if (doc.touches.some((t) => t.id === body.id)) return doc;
  const touch = {
    note: '',
    minutes: null,
    step: null,
    corrects: null,
    ...body,
    by: me,
    auto: false,
  };
  const steps = doc.steps.map((s) => (s.id === body.step ? { ...s, state: 'done', touch: body.id } : s));
  return withNextStep({ ...doc, touches: [...doc.touches, touch], steps });
}

function applyStep(doc: LeadDocument, op: StepOp): Step[] {
  const { step, action, due_at } = op.body;
  if (action === 'add')
    return doc.steps.some((s) => s.id === step) ? doc.steps : [...doc.steps, added(op, doc)];
  return doc.steps.map((s) => {
    if (s.id !== step) return s;
    if (action === 'done') return { ...s, state: 'done' };
    if (action === 'skip') return { ...s, state: 'skipped' };
    if (action === 'snooze') return { ...s, due_at: due_at ?? s.due_at };
    return { ...s, pinned: true };
  });
}

function added(op: StepOp, doc: LeadDocument): Step {
  const { step, channel = 'call', purpose = '', due_at = op.at, reason = '' } = op.body;
  return {
    id: step,
    key: `own:${step}`,
    channel,
    purpose,
    due_at,
    not_before: null,
    owner: doc.owner,
    state: 'planned',
    origin: 'human',
    why: reason,
    pinned: true,
    touch: null,
  };
}

/** A blocked step is nobody's next one, as on the server. */
const isOpen = ({ state }: Step): boolean => state === 'planned' || state === 'due';

const inOrder = (a: Step, b: Step): number => a.due_at - b.due_at || (a.key < b.key ? -1 : 1);

function withNextStep(doc: LeadDocument): LeadDocument {
  const next = doc.steps.filter(isOpen).sort(inOrder)[0] ?? null;
  return {
    ...doc,
    next_step: next && { id: next.id, channel: next.channel, purpose: next.purpose, due_at: next.due_at },
  };
}
