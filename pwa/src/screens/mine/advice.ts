/** What a person does about a refused change, by the server's code (docs/sync.md). Pure. */
import type { Op, OpKind } from '../../wire';

/**
 * `open`: look at the lead and do it anew, the right way. `again`: nothing is wrong with it, send it once more.
 * `take`: a supervisor may still have the lead. `hand`: the manager may decide. `none`: it has no place any more.
 */
export type Remedy = 'open' | 'again' | 'take' | 'hand' | 'none';

interface Advice {
  /** Words of `text/en/mine.ts`, `dead.do.<words>`. */
  words: Words;
  remedies: readonly Remedy[];
}

type Words =
  | 'claimed'
  | 'edit'
  | 'wording'
  | 'show'
  | 'person'
  | 'plan'
  | 'closed'
  | 'open'
  | 'number'
  | 'day'
  | 'settled'
  | 'rule'
  | 'role'
  | 'lost'
  | 'proof'
  | 'gone'
  | 'mixed'
  | 'large'
  | 'unmailed'
  | 'mailed'
  | 'ownMail'
  | 'other';

const advice = (words: Words, ...remedies: Remedy[]): Advice => ({ words, remedies });

const PLAN = advice('plan', 'open', 'hand');
const RULE = advice('rule', 'open', 'hand');
const NUMBER = advice('number', 'open', 'hand');
const SETTLED = advice('settled', 'open');
const ROLE = advice('role', 'hand', 'again');
const SHAPE = advice('wording', 'open', 'again');

const BY_CODE: Readonly<Record<string, Advice>> = {
  claimed: advice('claimed', 'take', 'hand', 'none'),
  invalid: SHAPE,
  malformed: SHAPE,
  forbidden: ROLE,
  forbidden_field: ROLE,
  erased: advice('gone', 'none'),
  replay_mismatch: advice('mixed', 'again'),
  unknown_event: advice('show', 'again'),
  unknown_person: advice('person', 'open', 'hand'),
  owner_changed: SETTLED,
  owner_gone: advice('person', 'open', 'hand'),
  unknown_step: PLAN,
  step_ended: PLAN,
  not_open: advice('closed', 'open', 'hand'),
  not_closed: advice('open', 'none'),
  lead_merged: ROLE,
  invoice_taken: NUMBER,
  quote_number_taken: NUMBER,
  promise_in_past: advice('day', 'open', 'hand'),
  promise_ended: SETTLED,
  unknown_promise: SETTLED,
  unknown_request: SETTLED,
  consent_needs_evidence: advice('proof', 'open', 'hand'),
  status_needs_outcome: RULE,
  status_needs_reason: RULE,
  status_reopens_at_1_or_3: RULE,
  status_set_later: RULE,
  wake_in_past: advice('day', 'open'),
  won_needs_sale: RULE,
  lost_needs_objection: RULE,
  outcome_needs_reason: RULE,
  unreachable_too_early: RULE,
  unreachable_was_reached: RULE,
  duplicate_needs_original: RULE,
  mail_not_permitted: advice('unmailed', 'open', 'none'),
  mail_under_way: advice('mailed', 'none'),
  mail_off: advice('ownMail', 'open', 'none'),
  unknown_field: RULE,
  too_large: advice('large', 'open'),
};

const EDITED = new Set<OpKind>(['put', 'capture']);

/** The advice for a refused change; a code this version does not know yet can still be sent again or looked at. */
export function adviceFor(code: string, op: Op): Advice {
  const known = BY_CODE[code] ?? advice('other', 'again', 'open', 'hand');
  if (code === 'forbidden' && op.kind === 'put') return advice('lost', 'hand');
  if (op.kind === 'hand') return advice('mixed', 'again');
  return known.words === 'wording' && EDITED.has(op.kind) ? { ...known, words: 'edit' } : known;
}

/** Contact details are mended on the lead sheet, everything else on the lead's own page. */
export const isMendedOnSheet = (op: Op): boolean => EDITED.has(op.kind);
