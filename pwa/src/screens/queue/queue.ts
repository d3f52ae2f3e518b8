/** Who is next, and why in this order. Pure. */
import type { LeadView } from '../../store/types';
import type { Id, Millis, NextStep, Step } from '../../wire';
import { isOpen, type Lateness, lateness, nextStep } from '../shared/facts';

export type Group = Lateness | 'none';

export interface Item {
  lead: LeadView;
  step: Step | NextStep | null;
  group: Group;
}

const GROUPS: readonly Group[] = ['late', 'soon', 'later', 'none'];
/** A lead the server has not classed yet waits behind the known good ones and before the rest. */
const classRank = (lead: LeadView): number => 'AB?CD'.indexOf(lead.class ?? '?');

function compare(a: Item, b: Item): number {
  const group = GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group);
  if (group !== 0) return group;
  const due = (a.step?.due_at ?? 0) - (b.step?.due_at ?? 0);
  const rank = classRank(a.lead) - classRank(b.lead);
  const age = a.lead.captured_at - b.lead.captured_at;
  // What is late or due today is one heap: the best class first. What comes later comes when it is due.
  return a.group === 'later' ? due || rank || age : rank || due || age;
}

const ownerOf = (step: Step | NextStep | null, lead: LeadView): Id | null =>
  (step && 'owner' in step ? step.owner : null) ?? lead.owner;

/** Parked leads sleep until their day. */
const awake = (lead: LeadView, now: Millis): boolean =>
  lead.track !== 'nurture' || (lead.wake_at ?? 0) <= now;

function item(lead: LeadView, now: Millis): Item {
  const step = nextStep(lead);
  return { lead, step, group: step ? lateness(step.due_at, now) : 'none' };
}

/** Open leads whose next step is this person's: overdue, today, later, then those without a step. */
export function buildQueue(leads: readonly LeadView[], me: Id | null, now: Millis): Item[] {
  return leads
    .filter((lead) => isOpen(lead) && awake(lead, now))
    .map((lead) => item(lead, now))
    .filter(({ step, lead }) => me !== null && ownerOf(step, lead) === me)
    .sort(compare);
}

/** Open leads without an owner: whoever says "mine" first. */
export const buildPool = (leads: readonly LeadView[], now: Millis): Item[] =>
  leads
    .filter((lead) => isOpen(lead) && awake(lead, now) && lead.owner === null)
    .map((lead) => item(lead, now))
    .sort(compare);

export const countOf = (items: readonly Item[], group: Group): number =>
  items.filter((one) => one.group === group).length;

/** The item to show: the chosen one while it is there, else the first. */
export const current = (items: readonly Item[], chosen: Id | null): Item | null =>
  items.find((one) => one.lead.id === chosen) ?? items[0] ?? null;

/** The neighbour `by` places away; stops at the ends. */
export function neighbour(items: readonly Item[], id: Id, by: 1 | -1): Id {
  const at = items.findIndex((one) => one.lead.id === id);
  return items[at + by]?.lead.id ?? id;
}

/** Who comes after `id` once it is dealt with: the next in the list, at its end the first. */
export function following(items: readonly Item[], id: Id): Id | null {
  const at = items.findIndex((one) => one.lead.id === id);
  const next = items[at + 1] ?? items[0];
  return next && next.lead.id !== id ? next.lead.id : null;
}
