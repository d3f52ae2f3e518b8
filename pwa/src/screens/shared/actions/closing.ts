/** What closing needs, per outcome (docs/sync.md: outcome_needs_sale, outcome_needs_reason, outcome_needs_attempts). Pure. */
import { parseMoney } from '../../../text/format';
import type { CloseBody } from '../../../wire';

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
}

export const newClosing = (outcome: Outcome): Closing => ({
  outcome,
  reason: '',
  objection: '',
  competitor: '',
  value: '',
  invoice: '',
});

export type Wrong = Partial<Record<'reason' | 'value' | 'invoice', 'needed' | 'number'>>;

/** Every ending says why; a won one says it by its sale. */
export function wrongWith(closing: Closing, currency: string): Wrong {
  const wrong: Wrong = {};
  if (closing.outcome !== 'won') {
    if (!closing.reason.trim()) wrong.reason = 'needed';
    return wrong;
  }
  const value = parseMoney(closing.value, currency);
  if (value === null || value < 0) wrong.value = closing.value.trim() ? 'number' : 'needed';
  if (!closing.invoice.trim()) wrong.invoice = 'needed';
  return wrong;
}

export function closeBody(closing: Closing, currency: string): CloseBody {
  const { outcome } = closing;
  const body: CloseBody = { outcome, reason: closing.reason.trim() };
  if (outcome === 'won') {
    const sale = {
      value: parseMoney(closing.value, currency) ?? 0,
      invoice_no: closing.invoice.trim(),
      currency,
    };
    return { ...body, sale };
  }
  if (outcome !== 'lost') return body;
  const [objection, competitor] = [closing.objection.trim(), closing.competitor.trim()];
  return { ...body, ...(objection && { objection }), ...(competitor && { competitor }) };
}
