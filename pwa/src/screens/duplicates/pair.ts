/** Pairs of leads that may be one person's, as docs/api.md describes them. Pure. */
import type { FieldValue, Id } from '../../wire';

export type Side = 'winner' | 'loser';

export interface Summary {
  id: Id;
  event: Id | null;
  captured_by: Id | null;
  captured_at: string;
  owner: Id | null;
  touches: number;
  notes: number;
  card: string | null;
  given_name: FieldValue;
  family_name: FieldValue;
  company: FieldValue;
  job_title: FieldValue;
}

export interface Pair {
  id: Id;
  score: number;
  reasons: { code: string; words: string }[];
  state: string;
  merge: Id | null;
  two_shows: boolean;
  keep: Id;
  leads: Summary[];
}

export interface Choice {
  winner: { value: FieldValue };
  loser: { value: FieldValue };
  chosen: Side;
}

/** What would become of a merge, or became of it. */
export interface Merged {
  id: Id | null;
  fields: Record<string, Choice>;
}

/** How surely it is one person. */
export const sureness = (score: number): 'sure' | 'likely' | 'possible' =>
  score >= 90 ? 'sure' : score >= 70 ? 'likely' : 'possible';

/** The lead that stays and the one that becomes part of it. */
export function sidesOf(pair: Pair, keep: Id): { winner: Summary; loser: Summary } | null {
  const winner = pair.leads.find((lead) => lead.id === keep);
  const loser = pair.leads.find((lead) => lead.id !== keep);
  return winner && loser ? { winner, loser } : null;
}

/** What a person chose otherwise than was proposed: only that is sent, the rest stays a rule's choice. */
export function ownChoices(
  proposed: Readonly<Record<string, Choice>>,
  picked: Readonly<Record<string, Side>>,
): Record<string, Side> {
  return Object.fromEntries(
    Object.entries(picked).filter(([name, side]) => proposed[name] && proposed[name].chosen !== side),
  );
}

/** Fields of the proposal a person reads, names first; what only machines need is left to the rule. */
const FIRST = ['given_name', 'family_name', 'job_title', 'company', 'email', 'phone'];
export function shownChoices(fields: Readonly<Record<string, Choice>>): [string, Choice][] {
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return Object.entries(fields)
    .filter(([name]) => !name.includes('/') && !name.endsWith('_kind'))
    .sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}
