/** Steps of a lead with what was done to them on this phone. Pure. */
import type { Id, LeadDocument, Step, StepOp } from '../wire';

export function applyStep(doc: LeadDocument, op: StepOp): Step[] {
  const { step, action, due_at } = op.body;
  if (action === 'add')
    return doc.steps.some((s) => s.id === step) ? doc.steps : [...doc.steps, added(op, doc)];
  return doc.steps.map((s) => {
    if (s.id !== step) return s;
    if (action === 'done') return { ...s, state: 'done' };
    if (action === 'skip') return { ...s, state: 'skipped' };
    if (action === 'snooze') return { ...s, due_at: due_at ?? s.due_at };
    return { ...s, pinned: true };
  });
}

function added(op: StepOp, doc: LeadDocument): Step {
  const { step, channel = 'call', purpose = '', due_at = op.at, reason = '' } = op.body;
  return {
    id: step,
    key: `own:${step}`,
    channel,
    purpose,
    due_at,
    not_before: null,
    owner: doc.owner,
    state: 'planned',
    origin: 'human',
    why: reason,
    pinned: true,
    touch: null,
  };
}

/** The step with this id or key, in another state. */
export const settle = (steps: readonly Step[], names: ReadonlySet<Id>, change: Partial<Step>): Step[] =>
  steps.map((step) => (names.has(step.id) || names.has(step.key) ? { ...step, ...change } : step));

/** A blocked step is nobody's next one, as on the server. */
const isOpen = ({ state }: Step): boolean => state === 'planned' || state === 'due';

const inOrder = (a: Step, b: Step): number => a.due_at - b.due_at || (a.key < b.key ? -1 : 1);

export function withNextStep(doc: LeadDocument): LeadDocument {
  const next = doc.steps.filter(isOpen).sort(inOrder)[0] ?? null;
  return {
    ...doc,
    next_step: next && { id: next.id, channel: next.channel, purpose: next.purpose, due_at: next.due_at },
  };
}
