/** An absence as a form holds it: whole local days. Pure. */
import type { Id } from '../../../wire';
import { localDay } from '../days';

/** Who is away when, as the server keeps it. Instants are ISO 8601 with Z. */
export interface Absence {
  away_from: string | null;
  away_to: string | null;
  deputy_id: Id | null;
}

export interface AbsenceDraft {
  /** "2026-12-21", or "" while here. */
  from: string;
  /** The last day, in full; "" when nobody knows. */
  to: string;
  deputy: string;
}

const midnight = (day: string, later = 0): Date => {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + later);
  return date;
};

/** The day an instant lies in; the end of an absence is the midnight after its last day. */
const dayOf = (instant: string | null, earlier = 0): string =>
  instant ? localDay(Date.parse(instant) - earlier) : '';

export const draftOf = ({ away_from, away_to, deputy_id }: Absence): AbsenceDraft => ({
  from: dayOf(away_from),
  to: dayOf(away_to, 1),
  deputy: deputy_id ?? '',
});

export const bodyOf = ({ from, to, deputy }: AbsenceDraft): Absence => ({
  away_from: from ? midnight(from).toISOString() : null,
  away_to: from && to ? midnight(to, 1).toISOString() : null,
  deputy_id: deputy || null,
});
