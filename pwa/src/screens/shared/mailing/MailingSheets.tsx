import type { Action } from '../actions/actions';
import { MailSheet } from './MailSheet';
import { PrepSheet } from './PrepSheet';

export type Mailing = Extract<Action, { kind: 'mail' | 'prep' }>;

interface Props {
  open: Mailing;
  onClose: () => void;
  onDone: () => void;
}

/** Writing and getting ready, in a chunk that comes with the first of them. */
export const MailingSheets = ({ open, onClose, onDone }: Props) =>
  open.kind === 'mail' ? (
    <MailSheet lead={open.lead} step={open.step} onClose={onClose} onDone={onDone} />
  ) : (
    <PrepSheet lead={open.lead} onClose={onClose} />
  );
