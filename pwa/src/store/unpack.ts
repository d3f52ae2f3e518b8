/** Documents come from the server without what follows from the rest of them (docs/sync.md "Packed documents"). */
import type { ClockRow, LeadDocument, NextStep, PackedDocument, SlaClock, Step, StepRow } from '../wire';

/** The whole document; keys left out are those of `emptyDocument`. What an older server sent comes back as it is. */
export function unpack(packed: PackedDocument): Partial<LeadDocument> {
  const { whys = {}, steps, clocks, next_step, origin, ...rest } = packed;
  const doc: Partial<LeadDocument> = rest;
  if (steps)
    doc.steps = steps.map((row) => (Array.isArray(row) ? stepOf(row, rest.owner ?? null, whys) : row));
  if (clocks) doc.clocks = clocks.map((row) => (Array.isArray(row) ? clockOf(row) : row));
  if (typeof next_step !== 'number') doc.next_step = next_step ?? null;
  else if (doc.steps?.[next_step]) doc.next_step = nextOf(doc.steps[next_step]);
  const common = origin?.['*'];
  const named = Object.keys(rest.fields ?? {}).map((name) => [name, origin?.[name] ?? common]);
  if (origin) doc.origin = common ? Object.fromEntries(named) : origin;
  return doc;
}

/** 0 in a row, and what is missing at its end, is what is usual. */
function stepOf(row: StepRow, owner: string | null, whys: Record<string, string>): Step {
  const [id, key, channel, due_at, not_before, code, state, purpose, by, origin, why, pinned, touch] = row;
  return {
    id,
    key,
    channel,
    due_at,
    not_before,
    state: state || 'planned',
    purpose: purpose || (key.split(':')[0] as string),
    owner: by === 0 || by === undefined ? owner : by,
    origin: origin || 'plan',
    why: why || whys[code] || '',
    pinned: pinned ?? false,
    touch: touch ?? null,
  };
}

const nextOf = ({ id, channel, purpose, due_at }: Step): NextStep => ({ id, channel, purpose, due_at });

function clockOf([, clock, anchor_at, due_at, state, , stopped_at, subject]: ClockRow): SlaClock {
  return {
    clock,
    anchor_at,
    due_at,
    state: state || 'running',
    stopped_at: stopped_at ?? null,
    subject: subject ?? '',
  };
}
