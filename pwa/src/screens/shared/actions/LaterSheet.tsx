import { patchLead } from '../../../store';
import type { LeadView } from '../../../store/types';
import { formatDay } from '../../../text/format';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Millis } from '../../../wire';
import { w } from '../words';
import { takeBack } from './actions';
import { DayForm } from './DayForm';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

async function park({ lead, onDone }: Props, at: Millis): Promise<void> {
  const before = { track: lead.track, wake_at: lead.wake_at };
  const op = await patchLead(lead.id, { track: 'nurture', wake_at: at });
  onDone();
  toast(w('later.saved', { when: formatDay(at) }), () => {
    void takeBack(op, () => patchLead(lead.id, before));
  });
}

/** "Not now" is no ending: the lead sleeps until a day of its own. */
export const LaterSheet = (props: Props) => (
  <Sheet title={w('later.title')} onClose={props.onClose} testId="later-sheet">
    <p class="muted">{w('later.text')}</p>
    <DayForm label={w('promise.day')} action={w('later.save')} onDay={(at) => void park(props, at)} />
  </Sheet>
);
