import { useState } from 'preact/hooks';
import { lead as leadOf, logTouch } from '../../../store';
import type { LeadView } from '../../../store/types';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import { AlertIcon } from '../../../ui/icons';
import { Banner } from '../../../ui/Notice';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Channel, Id, NextStep, Step, TouchOutcome } from '../../../wire';
import { directionOf, outcomesOf } from '../contact';
import { leadTitle, touches } from '../facts';
import { channelWord, outcomeWord } from '../labels';
import { myId } from '../people';
import { w } from '../words';
import { start, takeBack } from './actions';

interface Props {
  lead: LeadView;
  channel: Channel;
  step: Step | NextStep | null;
  corrects?: Id | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** A contact on another channel than the step's does not fulfil the step. */
const stepFor = ({ step, channel }: Props): Id | null => (step?.channel === channel ? step.id : null);

/** What is sent cannot be unsent: the log is append-only, so the person corrects the entry. */
function correct(props: Props): void {
  const mine = touches(leadOf(props.lead.id).value ?? props.lead).find((touch) => touch.by === myId());
  if (mine) start({ ...props, kind: 'touch', corrects: mine.id, onDone: undefined });
}

async function log(props: Props, outcome: TouchOutcome, note: string): Promise<void> {
  const { lead, channel, corrects, onDone } = props;
  const op = await logTouch(lead.id, {
    direction: directionOf(outcome),
    channel,
    outcome,
    note,
    step: stepFor(props),
    ...(corrects && { corrects }),
  });
  onDone();
  const said = w('touch.logged', { outcome: outcomeWord(outcome), name: leadTitle(lead.fields) });
  toast(said, () => void takeBack(op, () => correct(props)));
}

/** The second of two taps: what came of the call, mail or meeting. Keys 1-9 pick. */
export function TouchSheet(props: Props) {
  const { lead, channel, corrects, onClose } = props;
  const [note, setNote] = useState('');
  const outcomes = outcomesOf(channel);
  const pick = (outcome: TouchOutcome) => void log(props, outcome, note.trim());
  const onKey = (event: KeyboardEvent) => {
    const picked = outcomes[Number(event.key) - 1];
    if (picked && !(event.target instanceof HTMLInputElement)) pick(picked);
  };
  return (
    <Sheet title={w('touch.title')} onClose={onClose} onKey={onKey} testId="touch-sheet">
      <p class="muted">
        {w('touch.channel', { channel: channelWord(channel), name: leadTitle(lead.fields) })}
      </p>
      {corrects && <Banner icon={AlertIcon}>{w('touch.sent')}</Banner>}
      <div class="outcomes">
        {outcomes.map((outcome, index) => (
          <Button
            key={outcome}
            size="lg"
            tone={index === 0 ? 'signal' : 'plain'}
            shortcut={String(index + 1)}
            onClick={() => pick(outcome)}
            testId={`outcome-${outcome}`}
          >
            {outcomeWord(outcome)}
          </Button>
        ))}
      </div>
      <TextField label={w('touch.note')} value={note} onValue={setNote} testId="touch-note" />
    </Sheet>
  );
}
