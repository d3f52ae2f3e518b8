/** What an offer needs before it is kept. Pure. */
import { parseMoney } from '../../../text/format';
import type { QuoteBody } from '../../../wire';
import { morningOf } from '../days';

export interface Quoting {
  number: string;
  amount: string;
  until: string;
  link: string;
}

export type WrongQuote = Partial<Record<keyof Quoting, 'needed' | 'isNumber' | 'isLink'>>;

/** A document's address, as the server takes it. */
export function isLink(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

export function wrongQuote(draft: Quoting, currency: string): WrongQuote {
  const wrong: WrongQuote = {};
  if (!draft.number.trim()) wrong.number = 'needed';
  const amount = parseMoney(draft.amount, currency);
  if (amount === null || amount < 0) wrong.amount = draft.amount.trim() ? 'isNumber' : 'needed';
  if (draft.link.trim() && !isLink(draft.link.trim())) wrong.link = 'isLink';
  return wrong;
}

export function quoteBody(draft: Quoting, currency: string): Omit<QuoteBody, 'id'> {
  const [link, until] = [draft.link.trim(), morningOf(draft.until)];
  return {
    number: draft.number.trim(),
    amount: parseMoney(draft.amount, currency) ?? 0,
    currency,
    ...(until !== null && { valid_until: until }),
    ...(link && { doc_link: link }),
  };
}
