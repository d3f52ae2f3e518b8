/** Documents come from the server without what follows from the rest of them (docs/sync.md "Packed documents"). */
import type {
  ClockRow,
  FieldOrigin,
  LeadDocument,
  NextStep,
  PackedDocument,
  PackedPlan,
  SlaClock,
  Step,
  StepRow,
} from '../wire';

/** The whole document; keys left out are those of `emptyDocument`. What an older server sent comes back as it is. */
export function unpack({ '~plan': plan, origin, ...rest }: PackedDocument): Partial<LeadDocument> {
  const doc: Partial<LeadDocument> = { ...rest, ...(plan && unfold(plan, rest.owner ?? null)) };
  const rows = origin?.['*'] as FieldOrigin[] | undefined;
  const of = (name: string): [string, FieldOrigin] => [
    name,
    rows?.[(origin?.[name] as number) ?? 0] as FieldOrigin,
  ];
  if (origin)
    doc.origin = rows
      ? Object.fromEntries(Object.keys(rest.fields ?? {}).map(of))
      : (origin as LeadDocument['origin']);
  return doc;
}

function unfold({ whys = {}, steps = [], clocks = [], next_step }: PackedPlan, owner: string | null) {
  const whole = steps.map((row) => (Array.isArray(row) ? stepOf(row, owner, whys) : row));
  return {
    steps: whole,
    clocks: clocks.map((row) => (Array.isArray(row) ? clockOf(row) : row)),
    next_step: typeof next_step === 'number' ? nextOf(whole[next_step] as Step) : (next_step ?? null),
  };
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
