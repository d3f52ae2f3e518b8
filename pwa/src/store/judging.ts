/** What a person judges of a lead, on this phone at once: how it qualifies, where it stands, when it wakes. Pure. */
import type { FieldOrigin, FieldSet, Id, LeadDocument, Millis, ParkOp, QualifyBody, StatusOp } from '../wire';

/** How long before the named time we come back, as on the server (METHOD E3). */
const LEAD_DAYS = 14;

/** "Nothing for nine months", said at `at`: so many months on, less two weeks; the last day of a month that is too short. */
export function wakeAfter(at: Millis, months: number): Millis {
  const date = new Date(at);
  const day = date.getDate();
  date.setDate(1);
  date.setMonth(date.getMonth() + months);
  const lastDay = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  date.setDate(Math.min(day, lastDay) - LEAD_DAYS);
  return Math.max(at, date.getTime());
}

const NAMES = ['need', 'budget', 'authority', 'decision_by', 'timeline'] as const;

/** The registers a qualifying writes; a key left out says nothing. */
export function registersOf(body: QualifyBody): FieldSet {
  const named = NAMES.filter((name) => body[name] !== undefined).map((name) => [name, body[name] ?? null]);
  const answers = Object.entries(body.answers ?? {});
  return Object.fromEntries([...named, ...answers].map(([name, value]) => [`q/${name}`, value]));
}

/** Fields as a person's word. */
export function withWords(doc: LeadDocument, set: FieldSet, at: Millis, by: Id | null): LeadDocument {
  const said: FieldOrigin = { src: 'human', by, at };
  const origin = Object.fromEntries(Object.keys(set).map((name) => [name, said]));
  return { ...doc, fields: { ...doc.fields, ...set }, origin: { ...doc.origin, ...origin } };
}

export function applyPark(doc: LeadDocument, { body, at }: ParkOp, me: Id | null): LeadDocument {
  const wake_at = 'months' in body ? wakeAfter(at, body.months) : body.wake_at;
  const set = { track: 'nurture', wake_at, ...(body.reason && { 'q/timeline': body.reason }) };
  return { ...withWords(doc, set, at, me), track: 'nurture', wake_at };
}

export function applyStatus(doc: LeadDocument, { body }: StatusOp): LeadDocument {
  const open = doc.status === 5 ? { outcome: null, outcome_reason: null, closed_at: null } : {};
  return { ...doc, ...open, status: body.status };
}
