import { patchLead } from '../../../store';
import type { LeadView } from '../../../store/types';
import { formatDay, formatShortDay } from '../../../text/format';
import { Button } from '../../../ui/Button';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Millis } from '../../../wire';
import { now } from '../now';
import { w } from '../words';
import { takeBack } from './actions';
import { DayForm } from './DayForm';
import { wakeAfter } from './waking';

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

const MONTHS = [1, 3, 6, 9, 12] as const;

/** "Not now" is no ending: the lead sleeps until a day of its own. */
export const LaterSheet = (props: Props) => (
  <Sheet title={w('later.title')} onClose={props.onClose} testId="later-sheet">
    <p class="muted">{w('later.text')}</p>
    <div class="choices">
      {MONTHS.map((count) => {
        const at = wakeAfter(now.value, count);
        return (
          <Button key={count} size="lg" wide onClick={() => void park(props, at)} testId={`later-${count}`}>
            <span>{w('later.months', { count })}</span>
            <span class="muted num">{formatShortDay(at)}</span>
          </Button>
        );
      })}
    </div>
    <p class="hint">{w('later.hint')}</p>
    <DayForm label={w('later.day')} action={w('later.save')} onDay={(at) => void park(props, at)} />
  </Sheet>
);
