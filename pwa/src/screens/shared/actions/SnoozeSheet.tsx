import { stepAction } from '../../../store';
import type { LeadView } from '../../../store/types';
import { formatMoment, formatSoon } from '../../../text/format';
import { Button } from '../../../ui/Button';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Millis, NextStep, Step } from '../../../wire';
import { laterChoices } from '../days';
import { now } from '../now';
import { w } from '../words';
import { takeBack } from './actions';
import { DayForm } from './DayForm';

interface Props {
  lead: LeadView;
  step: Step | NextStep;
  onClose: () => void;
  onDone: () => void;
}

async function snooze({ lead, step, onDone }: Props, at: Millis): Promise<void> {
  const op = await stepAction(lead.id, { step: step.id, action: 'snooze', due_at: at });
  onDone();
  toast(w('snooze.done', { when: formatMoment(at) }), () => {
    void takeBack(op, () => stepAction(lead.id, { step: step.id, action: 'snooze', due_at: step.due_at }));
  });
}

export const SnoozeSheet = (props: Props) => (
  <Sheet title={w('snooze.title')} onClose={props.onClose} testId="snooze-sheet">
    <div class="choices">
      {laterChoices(now.value).map(({ key, at }) => (
        <Button key={key} size="lg" wide onClick={() => void snooze(props, at)} testId={`snooze-${key}`}>
          <span>{w(`snooze.${key}`)}</span>
          <span class="muted num">{formatSoon(at, now.value)}</span>
        </Button>
      ))}
    </div>
    <DayForm label={w('snooze.day')} action={w('act.snooze')} onDay={(at) => void snooze(props, at)} />
  </Sheet>
);
