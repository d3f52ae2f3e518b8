/** The form of a show as data. Pure. */
import type { Chip, Id } from '../../wire';
import type { ShowRecord } from './wire';

export const MOST_CHIPS = 6;

export interface ShowDraft {
  name: string;
  venue: string;
  tz: string;
  starts_on: string;
  ends_on: string;
  /** The slug names a field on leads already taken: it stays when the label changes. */
  chips: Chip[];
  staff_ids: readonly Id[];
  /** How many leads are hoped for, and what must come back of the cost in per cent; "" for none. */
  target: string;
  roi: string;
}

export const newShow = (tz: string, today: string): ShowDraft => ({
  name: '',
  venue: '',
  tz,
  starts_on: today,
  ends_on: today,
  chips: [],
  staff_ids: [],
  target: '',
  roi: '',
});

export const draftOf = ({
  name,
  venue,
  tz,
  starts_on,
  ends_on,
  chips,
  staff_ids,
  target_leads,
  required_roi,
}: ShowRecord): ShowDraft => ({
  name,
  venue: venue ?? '',
  tz,
  starts_on,
  ends_on,
  chips,
  staff_ids,
  target: target_leads === null ? '' : String(target_leads),
  roi: required_roi === null ? '' : String(required_roi),
});

/** "Call back soon!" -> "call_back_soon", "Rückruf" -> "ruckruf"; unlike any of `taken`. */
export function slugOf(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 32)
    .replace(/_$/, '');
  const base = plain || 'chip';
  let slug = base;
  for (let number = 2; taken.includes(slug); number += 1) slug = `${base}_${number}`;
  return slug;
}

export type Wrong = Partial<Record<'name' | 'starts_on' | 'ends_on', 'needed' | 'dates'>>;

export function wrongWith(draft: ShowDraft): Wrong {
  const wrong: Wrong = {};
  if (!draft.name.trim()) wrong.name = 'needed';
  if (!draft.starts_on) wrong.starts_on = 'needed';
  if (!draft.ends_on) wrong.ends_on = 'needed';
  else if (draft.ends_on < draft.starts_on) wrong.ends_on = 'dates';
  return wrong;
}

/** Chips with a label; a new one (no slug yet) gets its slug now. */
export function settledChips(chips: readonly Chip[]): Chip[] {
  const taken = chips.map((chip) => chip.slug).filter(Boolean);
  return chips
    .filter((chip) => chip.label.trim())
    .map(({ slug, label }) => {
      const own = slug || slugOf(label, taken);
      taken.push(own);
      return { slug: own, label: label.trim() };
    });
}

const wholeOf = (typed: string): number | null => {
  const digits = typed.replace(/\D/g, '');
  return digits ? Number(digits) : null;
};

/** A new show without chips says nothing about them: the server puts in the usual six. */
export function showBody({ target, roi, ...draft }: ShowDraft, isNew: boolean) {
  const chips = settledChips(draft.chips);
  const goals = { target_leads: wholeOf(target), required_roi: wholeOf(roi) };
  const body = { ...draft, ...goals, name: draft.name.trim(), venue: draft.venue.trim() || null };
  if (isNew && chips.length === 0) {
    const { chips: _none, ...rest } = body;
    return rest;
  }
  return { ...body, chips };
}
