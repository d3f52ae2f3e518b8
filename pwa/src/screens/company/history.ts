/** Other encounters with a person or her company, from this device and from the server. Pure. */
import type { LeadView } from '../../store/types';
import type { FieldSet, Id, LeadDocument, Millis } from '../../wire';
import { text, touches } from '../shared/facts';

export interface Encounter {
  id: Id;
  same: 'person' | 'company';
  given_name: string | null;
  family_name: string | null;
  company: string | null;
  job_title: string | null;
  role: string | null;
  competitor: string | null;
  captured_at: Millis;
  captured_by: Id | null;
  owner_id: Id | null;
  status: number;
  outcome: string | null;
  last_touch_at: Millis | null;
}

export interface History {
  leads: Encounter[];
  /** Leads of the company this person does not see. */
  elsewhere: number;
}

const LEGAL = /\b(gmbh|ag|kg|ltd|limited|inc|llc|plc|sa|sarl|srl|bv|co)\b/g;

/** "Engines Ltd." and "ENGINES" are one company: what two spellings share. */
export const companyKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(LEGAL, '')
    .replace(/\s+/g, ' ')
    .trim();

const own = (fields: FieldSet, name: string): string | null => text(fields, name) || null;

function sameness(a: LeadDocument, b: LeadDocument): Encounter['same'] | null {
  const mail = text(a.fields, 'email').toLowerCase();
  if (mail && mail === text(b.fields, 'email').toLowerCase()) return 'person';
  const key = companyKey(text(a.fields, 'company'));
  return key && key === companyKey(text(b.fields, 'company')) ? 'company' : null;
}

const encounter = (lead: LeadView, same: Encounter['same']): Encounter => ({
  id: lead.id,
  same,
  given_name: own(lead.fields, 'given_name'),
  family_name: own(lead.fields, 'family_name'),
  company: own(lead.fields, 'company'),
  job_title: own(lead.fields, 'job_title'),
  role: own(lead.fields, 'role'),
  competitor: own(lead.fields, 'competitor'),
  captured_at: lead.captured_at,
  captured_by: lead.captured_by,
  owner_id: lead.owner,
  status: lead.status,
  outcome: lead.outcome,
  last_touch_at: touches(lead)[0]?.at ?? null,
});

/** What this device knows, the latest first. */
export const encountersHere = (lead: LeadView, all: readonly LeadView[]): Encounter[] =>
  all
    .flatMap((other) => {
      const same = other.id === lead.id ? null : sameness(lead, other);
      return same ? [encounter(other, same)] : [];
    })
    .sort((a, b) => b.captured_at - a.captured_at);

/** The server's list, and what only this device has yet. */
export function together(here: readonly Encounter[], told: History | null): Encounter[] {
  if (!told) return [...here];
  const known = new Set(told.leads.map((one) => one.id));
  return [...told.leads, ...here.filter((one) => !known.has(one.id))].sort(
    (a, b) => b.captured_at - a.captured_at,
  );
}
