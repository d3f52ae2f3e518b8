/** What closing needs, per outcome (docs/sync.md: won_needs_sale, lost_needs_objection, duplicate_needs_original …). Pure. */
import { parseMoney } from '../../../text/format';
import type { CloseBody, FieldSet, Id, LeadDocument } from '../../../wire';
import { leadTitle, text, touches } from '../facts';
import { isLink } from './quoting';

export const OUTCOMES = [
  'won',
  'lost',
  'no_decision',
  'unreachable',
  'not_a_prospect',
  'do_not_contact',
  'duplicate',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Closing {
  outcome: Outcome;
  reason: string;
  objection: string;
  competitor: string;
  value: string;
  invoice: string;
  link: string;
  original: Id | '';
}

/** What is known already is filled in: the competitor, and what held them back when they were revived. */
export const newClosing = (outcome: Outcome, lead?: LeadDocument): Closing => ({
  outcome,
  reason: '',
  objection: (lead && touches(lead).find((touch) => touch.revive?.objection)?.revive?.objection) ?? '',
  competitor: lead ? text(lead.fields, 'competitor') : '',
  value: '',
  invoice: '',
  link: '',
  original: '',
});

type Named = 'reason' | 'objection' | 'value' | 'invoice' | 'link' | 'original';
export type Wrong = Partial<Record<Named, 'needed' | 'number' | 'isLink'>>;

/** Every ending says why; a won one says it by its sale, a lost one by the objection too. */
export function wrongWith(closing: Closing, currency: string): Wrong {
  if (closing.outcome === 'won') return wrongSale(closing, currency);
  const wrong: Wrong = {};
  if (!closing.reason.trim()) wrong.reason = 'needed';
  if (closing.outcome === 'lost' && !closing.objection.trim()) wrong.objection = 'needed';
  if (closing.outcome === 'duplicate' && !closing.original) wrong.original = 'needed';
  return wrong;
}

function wrongSale(closing: Closing, currency: string): Wrong {
  const wrong: Wrong = {};
  const value = parseMoney(closing.value, currency);
  if (value === null || value <= 0) wrong.value = closing.value.trim() ? 'number' : 'needed';
  if (!closing.invoice.trim()) wrong.invoice = 'needed';
  if (closing.link.trim() && !isLink(closing.link.trim())) wrong.link = 'isLink';
  return wrong;
}

export function closeBody(closing: Closing, currency: string): CloseBody {
  const { outcome } = closing;
  const body: CloseBody = { outcome, reason: closing.reason.trim() };
  if (outcome === 'won') {
    const link = closing.link.trim();
    const value = parseMoney(closing.value, currency) ?? 0;
    const sale = { value, invoice_no: closing.invoice.trim(), currency, ...(link && { doc_link: link }) };
    return { ...body, sale };
  }
  if (outcome === 'duplicate')
    return { ...body, ...(closing.original && { duplicate_of: closing.original }) };
  if (outcome !== 'lost') return body;
  const competitor = closing.competitor.trim();
  return { ...body, objection: closing.objection.trim(), ...(competitor && { competitor }) };
}

interface Candidate {
  id: Id;
  fields: FieldSet;
}

/** Leads the closed one may repeat, by the words typed: the same person or company first. */
export function originals<L extends Candidate>(leads: readonly L[], own: Candidate, typed: string): L[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const said = ({ fields }: Candidate) =>
    `${leadTitle(fields)} ${text(fields, 'company')} ${text(fields, 'email')}`.toLowerCase();
  const alike = (lead: L) =>
    ['email', 'phone', 'family_name', 'company'].filter(
      (name) => text(own.fields, name) && text(lead.fields, name) === text(own.fields, name),
    ).length;
  return leads
    .filter((lead) => lead.id !== own.id && words.every((word) => said(lead).includes(word)))
    .sort((a, b) => alike(b) - alike(a))
    .slice(0, 20);
}
