/** Which fields a lead shows, in which order, and where each value comes from. Pure. */
import type { LeadView } from '../../store/types';
import { LOCALE } from '../../text/language';
import type { Box, FieldOrigin, LeadDocument } from '../../wire';
import { SURE } from '../booth/facts';
import { text } from '../shared/facts';
import { w } from '../shared/words';

/** Shown even when empty: what following up cannot do without. */
const CORE = ['given_name', 'family_name', 'job_title', 'company', 'email', 'phone'];

/** Reading order of a card. */
export const EDITABLE = [
  'name_prefix',
  'given_name',
  'family_name',
  'job_title',
  'department',
  'company',
  'email',
  'email_2',
  'email_3',
  'phone',
  'phone_2',
  'phone_3',
  'phone_4',
  'website',
  'website_2',
  'social',
  'address',
  'street',
  'postcode',
  'city',
  'region',
  'country',
  'vat_id',
  'language',
  'interest',
  'interest_note',
  'where_met',
  'role',
  'competitor',
] as const;

/** Fields that hold one of a few words. */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  role: ['buyer', 'influencer', 'introducer', 'user'],
};

export const shownFields = (lead: LeadDocument): string[] =>
  EDITABLE.filter((name) => CORE.includes(name) || text(lead.fields, name) !== '');

type Choice = 'buyer' | 'influencer' | 'introducer' | 'user';

export const choiceWord = (value: string): string => w(`role.${value as Choice}`);

const countries = new Intl.DisplayNames(LOCALE, { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames(LOCALE, { type: 'language', fallback: 'code' });

/** A value as people say it: "German" where the server keeps "de", "Sweden" for "SE". What is no code stays as it is. */
export function readable(lead: LeadDocument, name: string): string {
  const value = text(lead.fields, name);
  if (CHOICES[name]?.includes(value)) return choiceWord(value);
  if (name === 'country' && /^[A-Z]{2}$/.test(value)) return countries.of(value) ?? value;
  return name === 'language' && /^[a-z]{2,3}$/.test(value) ? (languages.of(value) ?? value) : value;
}

export const addableFields = (lead: LeadDocument): string[] =>
  EDITABLE.filter((name) => !CORE.includes(name) && text(lead.fields, name) === '');

export type Origin =
  | { kind: 'pending' }
  | { kind: 'person'; by: string | null }
  | { kind: 'badge' | 'import' }
  | { kind: 'machine'; percent: number | null };

function settled(origin: FieldOrigin): Origin {
  if (origin.src === 'human') return { kind: 'person', by: origin.by ?? null };
  if (origin.src !== 'ocr') return { kind: origin.src };
  const sure = origin.conf;
  return { kind: 'machine', percent: typeof sure === 'number' ? Math.round(sure * 100) : null };
}

/** Who says so: null for a value without a history and for an empty field. */
export function originOf(lead: LeadView, name: string): Origin | null {
  const origin = lead.origin[name];
  if (!origin || text(lead.fields, name) === '') return null;
  return lead.pending.includes(name) ? { kind: 'pending' } : settled(origin);
}

export const needsLook = (origin: Origin | null): boolean =>
  origin?.kind === 'machine' && origin.percent !== null && origin.percent < SURE * 100;

export interface Clip {
  sha256: string;
  picture: { width: number; height: number };
  box: Box;
}

/** The place on the picture a value was read from. */
export function clipOf(lead: LeadDocument, name: string): Clip | null {
  const origin = lead.origin[name];
  if (!origin?.box || origin.src !== 'ocr') return null;
  const blob = lead.captures.find((capture) => capture.id === origin.capture)?.blob;
  if (!blob?.width || !blob.height) return null;
  return { sha256: blob.sha256, picture: { width: blob.width, height: blob.height }, box: origin.box };
}
