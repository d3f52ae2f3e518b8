/** What a refused change said, line by line, so that nobody decides about a blank. Pure. */
import { formatMoney } from '../../text/format';
import type { FieldValue, Op } from '../../wire';
import { fieldWord } from '../shared/fieldWord';
import { channelWord, closingWord, outcomeWord } from '../shared/labels';

const line = (label: string, value: FieldValue): string => `${label}: ${value ?? '–'}`;

/** Fields of a put and the words of everything else; empty where the kind says all. */
export function contentOf(op: Op): string[] {
  switch (op.kind) {
    case 'put':
      return Object.entries(op.set).map(([name, value]) => line(fieldWord(name), value));
    case 'touch':
      return [line(channelWord(op.body.channel), outcomeWord(op.body.outcome)), op.body.note ?? ''].filter(
        Boolean,
      );
    case 'mail':
      return [op.body.subject, op.body.body];
    case 'note':
      return [op.body.text];
    case 'promise':
      return [('action' in op.body ? op.body.reason : op.body.text) ?? ''].filter(Boolean);
    case 'request':
      return 'text' in op.body ? [op.body.text] : [];
    case 'close':
      return [closingWord(op.body.outcome), op.body.reason].filter(Boolean);
    case 'quote':
      return [line(op.body.number, formatMoney(op.body.amount, op.body.currency ?? 'EUR'))];
    case 'consent':
      return [op.body.evidence ?? ''].filter(Boolean);
    default:
      return [];
  }
}
