import { comesLater } from '../comesLater';
import type { Agreeing } from './AgreedSheets';
import { AssignSheet } from './AssignSheet';
import { type Action, action, finish } from './actions';
import { CloseSheet } from './CloseSheet';
import { LaterSheet } from './LaterSheet';
import { SnoozeSheet } from './SnoozeSheet';
import { ClassifySheet, NoteSheet, ReopenSheet } from './TextSheets';
import { TouchSheet } from './TouchSheet';

const AgreedSheets = comesLater(() => import('./AgreedSheets').then((m) => m.AgreedSheets));

const MailingSheets = comesLater(() => import('../mailing/MailingSheets').then((m) => m.MailingSheets));

const AGREED: readonly Action['kind'][] = [
  'promise',
  'release',
  'ask',
  'consent',
  'quote',
  'qualify',
  'status',
];
const isAgreeing = (open: Action): open is Agreeing => AGREED.includes(open.kind);

const PLAIN = {
  later: LaterSheet,
  assign: AssignSheet,
  note: NoteSheet,
  reopen: ReopenSheet,
  classify: ClassifySheet,
};

function sheetOf(open: Action, done: () => void) {
  if (isAgreeing(open)) return <AgreedSheets key={open.kind} open={open} onClose={finish} onDone={done} />;
  if (open.kind === 'mail' || open.kind === 'prep')
    return <MailingSheets key={open.kind} open={open} onClose={finish} onDone={done} />;
  const { lead } = open;
  if (open.kind === 'touch') return <TouchSheet {...open} onClose={finish} onDone={done} />;
  if (open.kind === 'snooze') return <SnoozeSheet {...open} onClose={finish} onDone={done} />;
  if (open.kind === 'close') return <CloseSheet {...open} onClose={finish} onDone={done} />;
  const Plain = PLAIN[open.kind];
  return <Plain key={open.kind} lead={lead} onClose={finish} onDone={done} />;
}

/** The one place where the sheet of a lead's action opens; queue and lead both hold it. */
export function ActionHost() {
  const open = action.value;
  if (!open) return null;
  return sheetOf(open, () => {
    finish();
    open.onDone?.();
  });
}
