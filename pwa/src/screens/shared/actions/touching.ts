/** A contact as a person enters it, and what the wire makes of it. Pure. */
import type { Channel, Id, NextStep, Revived, Step, TouchBody, TouchOutcome } from '../../../wire';
import { directionOf } from '../contact';

export interface Touching {
  channel: Channel;
  note: string;
  minutes: string;
  /** They got in touch with us. */
  byThem: boolean;
  /** Questions and promises it settles beside its step. */
  settles: readonly Id[];
  satisfied: '' | 'yes' | 'no';
  assist: string;
  objection: string;
}

export const newTouch = (channel: Channel, settles: readonly Id[]): Touching => ({
  channel,
  note: '',
  minutes: '',
  byThem: false,
  settles,
  satisfied: '',
  assist: '',
  objection: '',
});

/** A contact on another channel than the step's does not fulfil the step. */
const stepOf = (step: Step | NextStep | null, channel: Channel): Id | null =>
  step?.channel === channel ? step.id : null;

const MOST_MINUTES = 1440;

function minutesOf(typed: string): number | null {
  const minutes = Math.round(Number(typed.replace(',', '.')));
  return minutes > 0 && minutes <= MOST_MINUTES ? minutes : null;
}

function revived({ satisfied, assist, objection }: Touching): Revived | null {
  const [help, against] = [assist.trim(), objection.trim()];
  if (!satisfied && !help && !against) return null;
  return { satisfied: satisfied ? satisfied === 'yes' : null, assist: help, objection: against };
}

export type NewTouch = Omit<TouchBody, 'id' | 'at'>;

/** What is logged for this outcome; only what was filled in goes along. */
export function touchBody(
  draft: Touching,
  outcome: TouchOutcome,
  step: Step | NextStep | null,
  corrects?: Id,
): NewTouch {
  const [minutes, said] = [minutesOf(draft.minutes), revived(draft)];
  return {
    direction: draft.byThem ? 'in' : directionOf(outcome),
    channel: draft.channel,
    outcome,
    note: draft.note.trim(),
    step: stepOf(step, draft.channel),
    ...(minutes !== null && { minutes }),
    ...(draft.settles.length > 0 && { satisfies: [...draft.settles] }),
    ...(said && { revive: said }),
    ...(corrects && { corrects }),
  };
}

/** "Does not want calls" is an objection: it closes the channel with the same tap. */
export const closesCalls = (outcome: TouchOutcome): boolean => outcome === 'refused_call';
