/** What a lead document says, in the terms of a screen. Pure. */
import type { Capture, FieldSet, LeadDocument, Millis, NextStep, Note, Step, Touch } from '../../wire';

const CLOSED_STEP = new Set(['done', 'skipped', 'superseded']);
const ATTEMPT_CHANNELS = new Set(['call', 'email', 'sms', 'letter', 'chat']);

/** A text register; "" when it is empty or holds something else. */
export function text(fields: FieldSet, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** "Dr. Ada Lovelace"; "" when nobody has read the name yet. */
export const personName = (fields: FieldSet): string =>
  [text(fields, 'name_prefix'), text(fields, 'given_name'), text(fields, 'family_name')]
    .filter(Boolean)
    .join(' ');

/** Name, else company, else e-mail: what a row is called. "" when the card was not read yet. */
export const leadTitle = (fields: FieldSet): string =>
  personName(fields) || text(fields, 'company') || text(fields, 'email');

/** "Head of Optics · Analytical Engines" */
export const roleLine = (fields: FieldSet): string =>
  [text(fields, 'job_title'), personName(fields) ? text(fields, 'company') : ''].filter(Boolean).join(' · ');

/** The other way round, for a narrow column: whose card it is says more than the title. */
export const companyLine = (fields: FieldSet): string =>
  [personName(fields) ? text(fields, 'company') : '', text(fields, 'job_title')].filter(Boolean).join(' · ');

/** Slugs of the chips that are on. */
export const tags = (fields: FieldSet): string[] =>
  Object.entries(fields)
    .filter(([name, value]) => name.startsWith('tag/') && value === true)
    .map(([name]) => name.slice(4));

/** An owner the server has not confirmed: the first claim wins there, and this phone may be late. */
export const isProvisional = (lead: LeadDocument): boolean =>
  lead.owner !== null && lead.assignments.at(-1)?.to !== lead.owner;

/** How far up an overdue step went. That its owner was told is no news to anybody: the date beside it is red. */
export function escalated({ escalation }: LeadDocument) {
  if (!escalation || escalation.action === 'notify') return null;
  return { action: escalation.action, why: escalation.why };
}

/** The absent owner this person does the work for; null for what is her own or nobody's. */
export const coveredFor = (lead: LeadDocument, me: string | null): string | null =>
  me !== null && lead.owner !== me && lead.acting === me ? lead.owner : null;

export const isOpen = (lead: LeadDocument): boolean => lead.status < 5 && lead.fields.trashed !== true;

export const openSteps = (lead: LeadDocument): Step[] =>
  lead.steps.filter((step) => !CLOSED_STEP.has(step.state)).sort((a, b) => a.due_at - b.due_at);

/** A step that waits for an earlier one: its date is a forecast, so it is never overdue. */
export const isWaiting = (step: Step): boolean => step.state === 'blocked';

/** Whether a mail that does this step is on its way: nobody writes it twice. */
const isMailed = (lead: LeadDocument, step: Step): boolean =>
  (lead.messages ?? []).some(
    (mail) => mail.step === step.id && (mail.state === 'queued' || mail.state === 'sending'),
  );

/** The step to do now: the earliest open one that does not wait for another. */
export function nextStep(lead: LeadDocument): Step | NextStep | null {
  const open = openSteps(lead).filter((step) => !isMailed(lead, step));
  return open.find((step) => !isWaiting(step)) ?? open[0] ?? lead.next_step;
}

/** Latest version of every touch: a correction takes the place of what it corrects. */
export function touches(lead: LeadDocument): Touch[] {
  const corrected = new Set(lead.touches.map((touch) => touch.corrects).filter(Boolean));
  return lead.touches.filter((touch) => !corrected.has(touch.id)).sort((a, b) => b.at - a.at);
}

/** How often somebody tried to reach the prospect; mails the server sent by itself do not count. */
export const attempts = (lead: LeadDocument): number =>
  touches(lead).filter(
    (touch) => touch.direction === 'out' && !touch.auto && ATTEMPT_CHANNELS.has(touch.channel),
  ).length;

export const newestNote = (lead: LeadDocument): Note | null =>
  lead.notes.reduce<Note | null>((a, b) => (a && a.at >= b.at ? a : b), null);

/** The picture of the card: the newest front, else the newest of any side. */
export function cardPicture(lead: LeadDocument): Capture | null {
  const pictures = lead.captures.filter((capture) => capture.blob?.mime.startsWith('image/'));
  const newest = (list: Capture[]) =>
    list.reduce<Capture | null>((a, b) => (a && a.taken_at >= b.taken_at ? a : b), null);
  return newest(pictures.filter((capture) => capture.side !== 'back')) ?? newest(pictures);
}

export type Lateness = 'late' | 'soon' | 'later';

/** What fell due within it is due now: nobody is late with what she could not have seen. */
const JUST_MS = 60_000;

/** `late`: past due. `soon`: now, or within this local day. */
export function lateness(dueAt: Millis, now: Millis): Lateness {
  if (dueAt <= now - JUST_MS) return 'late';
  const endOfDay = new Date(now).setHours(23, 59, 59, 999);
  return dueAt <= endOfDay ? 'soon' : 'later';
}
