/** What the booth's screens say about a lead. Pure. */
import type { LeadView } from '../../store';
import type { FieldOrigin, Id } from '../../wire';

/** A machine less sure than this asks for a look. */
export const SURE = 0.9;

/** Fields of a card, in the order a person reads them; the first six are shown even when empty. */
export const CARD_FIELDS = [
  'given_name',
  'family_name',
  'company',
  'job_title',
  'email',
  'phone',
  'phone_2',
  'website',
  'street',
  'postcode',
  'city',
  'country',
] as const;
export const ALWAYS_SHOWN = 6;

export const isUnsure = (origin: FieldOrigin | undefined): boolean =>
  origin?.src === 'ocr' && (origin.conf ?? 1) < SURE;

const hasText = (lead: LeadView, name: string): boolean => Boolean(lead.fields[name]);

/** Names of shown fields a machine was not sure about. */
export const unsureFields = (lead: LeadView): string[] =>
  CARD_FIELDS.filter((name) => hasText(lead, name) && isUnsure(lead.origin[name]));

/** Wants a person's look: no name and no company yet, or something read without being sure. */
export function wantsLook(lead: LeadView): boolean {
  const named = hasText(lead, 'family_name') || hasText(lead, 'given_name') || hasText(lead, 'company');
  return !named || unsureFields(lead).length > 0;
}

export type MineFilter = 'all' | 'unread' | 'unsent' | 'hot';
export const MINE_FILTERS: readonly MineFilter[] = ['all', 'unread', 'unsent', 'hot'];

const FITS: Readonly<Record<MineFilter, (lead: LeadView) => boolean>> = {
  all: () => true,
  unread: wantsLook,
  unsent: (lead) => lead.unsent > 0 || lead.refused > 0,
  hot: (lead) => lead.fields.rating === 'hot',
};

export const fits = (filter: MineFilter, lead: LeadView): boolean => FITS[filter](lead);

/** Taken by this person, given to them, or taken on this phone before anybody was signed in. */
export const isMine = (lead: LeadView, me: Id | null): boolean =>
  !lead.onServer || lead.captured_by === me || lead.owner === me;

/** The lead made from the same badge on this phone, so that one visitor does not become two. */
export const sameBadge = (leads: readonly LeadView[], payload: string): LeadView | undefined =>
  leads.find((lead) => lead.captures.some((capture) => capture.payload === payload && payload !== ''));
