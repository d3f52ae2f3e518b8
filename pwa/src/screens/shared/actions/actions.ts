import { signal } from '@preact/signals';
import { undo } from '../../../store';
import type { LeadView } from '../../../store/types';
import type { Channel, ConsentChannel, Id, NextStep, Step } from '../../../wire';
import type { Outcome } from './closing';

/** What a person is about to do with a lead; its sheet is open while this stands. */
export type Action = { lead: LeadView; onDone?: (() => void) | undefined } & (
  | { kind: 'touch'; channel: Channel; step: Step | NextStep | null; corrects?: Id; settles?: Id }
  | { kind: 'snooze'; step: Step | NextStep }
  | { kind: 'close'; outcome?: Outcome }
  | { kind: 'release'; promise: Id }
  | { kind: 'consent'; channel?: ConsentChannel }
  | { kind: 'mail'; step: Step | NextStep | null }
  | { kind: 'prep' }
  | { kind: 'later' | 'assign' | 'note' | 'reopen' | 'classify' }
  | { kind: 'promise' | 'ask' | 'quote' | 'qualify' | 'status' }
);

export const action = signal<Action | null>(null);

export const start = (next: Action): void => {
  action.value = next;
};

export const finish = (): void => {
  action.value = null;
};

/** Takes an operation back; when it has left the phone already, does the opposite instead. */
export async function takeBack(op: Id, opposite: () => unknown): Promise<void> {
  if (!(await undo(op))) await opposite();
}
