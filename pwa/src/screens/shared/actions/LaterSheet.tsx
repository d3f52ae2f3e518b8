import { useState } from 'preact/hooks';
import { patchLead } from '../../../store';
import { park } from '../../../store/followups';
import { wakeAfter } from '../../../store/judging';
import type { LeadView } from '../../../store/types';
import { formatDay, formatShortDay } from '../../../text/format';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Millis, ParkBody } from '../../../wire';
import { now } from '../now';
import { w } from '../words';
import { takeBack } from './actions';
import { DayForm } from './DayForm';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

async function sleep({ lead, onDone }: Props, body: ParkBody, wakes: Millis): Promise<void> {
  const before = { track: lead.track, wake_at: lead.wake_at };
  const op = await park(lead.id, body);
  onDone();
  toast(w('later.saved', { when: formatDay(wakes) }), () => {
    void takeBack(op, () => patchLead(lead.id, before));
  });
}

const MONTHS = [1, 3, 6, 9, 12] as const;

/** "Not now" is no ending: the lead sleeps until a day of its own. */
export function LaterSheet(props: Props) {
  const [reason, setReason] = useState('');
  const said = reason.trim() ? { reason: reason.trim() } : {};
  return (
    <Sheet title={w('later.title')} onClose={props.onClose} testId="later-sheet">
      <p class="muted">{w('later.text')}</p>
      <TextField label={w('later.reason')} value={reason} onValue={setReason} testId="later-reason" />
      <div class="choices">
        {MONTHS.map((count) => {
          const at = wakeAfter(now.value, count);
          return (
            <Button
              key={count}
              size="lg"
              wide
              onClick={() => void sleep(props, { ...said, months: count }, at)}
              testId={`later-${count}`}
            >
              <span>{w('later.months', { count })}</span>
              <span class="muted num">{formatShortDay(at)}</span>
            </Button>
          );
        })}
      </div>
      <p class="muted">{w('later.hint')}</p>
      <DayForm
        label={w('later.day')}
        action={w('later.save')}
        onDay={(at) => void sleep(props, { ...said, wake_at: at }, at)}
      />
    </Sheet>
  );
}
