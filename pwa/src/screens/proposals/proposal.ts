/** A refused change as a manager sees it. Pure. */
import type { FieldSet, FieldValue, Id, Op } from '../../wire';
import { contentOf } from '../mine/content';
import { fieldWord } from '../shared/fieldWord';

export interface Proposal {
  id: Id;
  lead_id: Id;
  user_id: Id;
  kind: string;
  code: string;
  text: string;
  /** ISO 8601 */
  at: string;
  /** Name and company of the lead. */
  lead: FieldSet;
  /** Of an edit: what it wants, and what stands there now. */
  set: FieldSet | null;
  now: FieldSet | null;
  body: unknown;
}

export interface Change {
  field: string;
  before: FieldValue;
  after: FieldValue;
}

/** Fields an edit would change; what stands there already is no change. */
export const changesOf = ({ set, now }: Proposal): Change[] =>
  Object.entries(set ?? {})
    .map(([name, after]) => ({ field: fieldWord(name), before: now?.[name] ?? null, after }))
    .filter(({ before, after }) => before !== after);

/** What anything else than an edit said, line by line. */
export const saidIn = ({ kind, body, set }: Proposal): string[] =>
  set || !body ? [] : contentOf({ kind, body } as Op);
