/** What follow-up does to the document a person sees, until the server's own comes back. Pure. */
import type {
  CloseBody,
  Id,
  LeadDocument,
  Mail,
  MailOp,
  Millis,
  Op,
  PromiseOp,
  QuoteOp,
  RequestOp,
  Step,
  TouchBody,
} from '../wire';
import { applyConsent } from './consents';
import { applyPark, applyStatus, registersOf, withWords } from './judging';
import { applyStep, settle, withNextStep } from './steps';

/** The document with a follow-up act applied; what this version does not know changes nothing. */
export function applyAct(doc: LeadDocument, op: Op, me: Id | null): LeadDocument {
  switch (op.kind) {
    case 'touch':
      return applyTouch(doc, op.body, me);
    case 'step':
      return withNextStep({ ...doc, steps: applyStep(doc, op) });
    case 'unassign':
      return applyUnassign(doc, op.at);
    case 'classify':
      return { ...doc, class: op.body.class, class_by: 'person', class_why: [op.body.reason] };
    case 'close':
      return applyClose(doc, op.body, op.at);
    case 'reopen':
      return withNextStep({ ...doc, status: 3, outcome: null, outcome_reason: null, closed_at: null });
    case 'promise':
      return withNextStep(applyPromise(doc, op, me));
    case 'request':
      return withNextStep(applyRequest(doc, op, me));
    case 'consent':
      return applyConsent(doc, op, me);
    case 'mail':
      return applyMail(doc, op, me);
    case 'quote':
      return applyQuote(doc, op, me);
    case 'qualify':
      return withWords(doc, registersOf(op.body), op.at, me);
    case 'park':
      return applyPark(doc, op, me);
    case 'status':
      return withNextStep(applyStatus(doc, op));
    default:
      return doc;
  }
}

/** Whoever owned the lead before owns it again, if the server agrees that nobody changed it since. */
function applyUnassign(doc: LeadDocument, at: Millis): LeadDocument {
  const last = doc.assignments.at(-1);
  return last ? { ...doc, owner: last.from, owner_since: at, owner_how: 'undo' } : doc;
}

/** On its way: the server says what became of it. */
function applyMail(doc: LeadDocument, { at, body }: MailOp, me: Id | null): LeadDocument {
  const known = doc.messages ?? [];
  if (known.some((mail) => mail.id === body.id)) return doc;
  const { id, subject, kind = null, step = null } = body;
  const mail: Mail = {
    ...{ id, subject, kind, step, at, by: me },
    to: String(doc.fields.email ?? ''),
    state: 'queued',
    reason: null,
    auto: false,
    sent_at: null,
  };
  return { ...doc, messages: [...known, mail] };
}

/** The places in the plan where a promise is kept and a question is answered, as on the server. */
const promiseKey = (id: Id): string => `promise:${id}`;
const requestKey = (id: Id): string => `info:${id}`;

function applyTouch(doc: LeadDocument, body: TouchBody, me: Id | null): LeadDocument {
  if (doc.touches.some((t) => t.id === body.id)) return doc;
  const touch = { note: '', minutes: null, step: null, corrects: null, ...body, by: me, auto: false };
  const named = new Set([...(body.satisfies ?? []), ...(body.step ? [body.step] : [])]);
  const keys = [...named].flatMap((id) => [id, promiseKey(id), requestKey(id)]);
  const done = settle(doc.steps, new Set(keys), { state: 'done', touch: body.id });
  const settles = (id: Id, key: string): boolean =>
    named.has(id) || doc.steps.some((step) => step.key === key && named.has(step.id));
  return withNextStep({
    ...doc,
    touches: [...doc.touches, touch],
    steps: done,
    promises: doc.promises.map((promise) =>
      promise.state === 'open' && settles(promise.id, promiseKey(promise.id))
        ? { ...promise, state: 'kept', ended_at: body.at, touch: body.id }
        : promise,
    ),
    requests: doc.requests.map((request) =>
      request.satisfied_at === null && settles(request.id, requestKey(request.id))
        ? { ...request, satisfied_at: body.at, touch: body.id }
        : request,
    ),
  });
}

function applyClose(doc: LeadDocument, body: CloseBody, at: number): LeadDocument {
  const { outcome, reason, objection, competitor, sale } = body;
  const sold = sale && { id: sale.invoice_no, currency: doc.currency, doc_link: null, ...sale, at };
  return {
    ...doc,
    status: 5,
    outcome,
    outcome_reason: reason,
    objection: objection ?? null,
    competitor: competitor ?? null,
    closed_at: at,
    next_step: null,
    sales: sold ? [...doc.sales, sold] : doc.sales,
  };
}

/** Its step stands in the plan at once; the server gives it its own. */
function promisedStep(doc: LeadDocument, id: Id, channel: string, due_at: number, why: string): Step {
  return {
    id: `step-${id}`,
    key: promiseKey(id),
    channel,
    purpose: 'promise',
    due_at,
    not_before: null,
    owner: doc.owner,
    state: 'planned',
    origin: 'promise',
    why,
    pinned: false,
    touch: null,
  };
}

function applyPromise(doc: LeadDocument, { body, at }: PromiseOp, me: Id | null): LeadDocument {
  if ('action' in body) {
    const over = { state: 'released', ended_at: at, reason: body.reason };
    return {
      ...doc,
      promises: doc.promises.map((promise) => (promise.id === body.id ? { ...promise, ...over } : promise)),
      steps: settle(doc.steps, new Set([promiseKey(body.id)]), { state: 'superseded' }),
    };
  }
  if (doc.promises.some((promise) => promise.id === body.id)) return doc;
  const made = { channel: 'call', text: '', asked: true, whole_day: false, ...body };
  const open = { made_at: at, by: me, state: 'open', ended_at: null, touch: null, reason: null };
  const step = promisedStep(doc, made.id, made.channel, made.due_at, made.text);
  return { ...doc, promises: [...doc.promises, { ...made, ...open }], steps: [...doc.steps, step] };
}

function applyRequest(doc: LeadDocument, { body, at }: RequestOp, me: Id | null): LeadDocument {
  if ('action' in body) {
    const answered = { satisfied_at: at, touch: null };
    return {
      ...doc,
      requests: doc.requests.map((one) => (one.id === body.id ? { ...one, ...answered } : one)),
      steps: settle(doc.steps, new Set([requestKey(body.id)]), { state: 'done' }),
    };
  }
  if (doc.requests.some((request) => request.id === body.id)) return doc;
  const open = { ...body, opened_at: at, satisfied_at: null, by: me, touch: null };
  return { ...doc, requests: [...doc.requests, open] };
}

function applyQuote(doc: LeadDocument, { body, at }: QuoteOp, me: Id | null): LeadDocument {
  const state = body.state ?? 'sent';
  if (doc.quotes.some((quote) => quote.id === body.id))
    return {
      ...doc,
      quotes: doc.quotes.map((quote) => (quote.id === body.id ? { ...quote, state } : quote)),
    };
  const made = { currency: doc.currency, valid_until: null, doc_link: null, ...body, state, at, by: me };
  return { ...doc, quotes: [...doc.quotes, made] };
}
