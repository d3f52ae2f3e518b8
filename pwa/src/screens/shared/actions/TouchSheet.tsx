import { useState } from 'preact/hooks';
import { lead as leadOf, logTouch } from '../../../store';
import { say } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { Button } from '../../../ui/Button';
import { TextField } from '../../../ui/Field';
import { AlertIcon } from '../../../ui/icons';
import { Banner } from '../../../ui/Notice';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Channel, Id, NextStep, Step, TouchOutcome } from '../../../wire';
import { outcomesOf } from '../contact';
import { leadTitle, touches } from '../facts';
import { channelWord, outcomeWord } from '../labels';
import { myId } from '../people';
import { refusalOf, refusalText } from '../refusal';
import { w } from '../words';
import { start, takeBack } from './actions';
import { More, Revive, Settles } from './TouchMore';
import { closesCalls, newTouch, type Touching, touchBody } from './touching';

interface Props {
  lead: LeadView;
  channel: Channel;
  step: Step | NextStep | null;
  corrects?: Id | undefined;
  /** A question this contact is about to answer. */
  settles?: Id | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** What is sent cannot be unsent: the log is append-only, so the person corrects the entry. */
function correct(props: Props): void {
  const mine = touches(leadOf(props.lead.id).value ?? props.lead).find((touch) => touch.by === myId());
  if (mine) start({ ...props, kind: 'touch', corrects: mine.id, onDone: undefined });
}

async function log(props: Props, draft: Touching, outcome: TouchOutcome): Promise<void> {
  const { lead, step, corrects, onDone } = props;
  const op = await logTouch(lead.id, touchBody(draft, outcome, step, corrects));
  const name = leadTitle(lead.fields);
  if (closesCalls(outcome)) {
    const evidence = draft.note.trim() || outcomeWord(outcome);
    await say(lead.id, { channel: 'call', state: 'objected', evidence });
    onDone();
    return toast(w('touch.noCalls', { name }));
  }
  onDone();
  const said = w('touch.logged', { outcome: outcomeWord(outcome), name });
  toast(said, () => void takeBack(op, () => correct(props)));
}

const Warnings = ({ lead, corrects, channel }: Pick<Props, 'lead' | 'corrects' | 'channel'>) => {
  const refused = refusalOf(lead, channel);
  return (
    <>
      {corrects && <Banner icon={AlertIcon}>{w('touch.sent')}</Banner>}
      {refused && (
        <Banner icon={AlertIcon} tone="danger" testId="touch-refused">
          {w('touch.refused', { why: refusalText(refused) })}
        </Banner>
      )}
    </>
  );
};

/** The second of two taps: what came of the call, mail or meeting. Keys 1-9 pick. */
export function TouchSheet(props: Props) {
  const { lead, corrects, settles, step, onClose } = props;
  const [draft, setDraft] = useState(() => newTouch(props.channel, settles ? [settles] : []));
  const set = (change: Partial<Touching>) => setDraft((before) => ({ ...before, ...change }));
  const outcomes = outcomesOf(draft.channel);
  const pick = (outcome: TouchOutcome) => void log(props, draft, outcome);
  const onKey = (event: KeyboardEvent) => {
    const picked = outcomes[Number(event.key) - 1];
    if (picked && !(event.target instanceof HTMLElement && event.target.matches('input, select')))
      pick(picked);
  };
  return (
    <Sheet title={w('touch.title')} onClose={onClose} onKey={onKey} testId="touch-sheet">
      <p class="muted">
        {w('touch.channel', { channel: channelWord(draft.channel), name: leadTitle(lead.fields) })}
      </p>
      <Warnings lead={lead} corrects={corrects} channel={draft.channel} />
      <Settles lead={lead} draft={draft} set={set} />
      {step?.purpose === 'revive' && <Revive draft={draft} set={set} />}
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
      <TextField
        label={w('touch.note')}
        value={draft.note}
        onValue={(note) => set({ note })}
        testId="touch-note"
      />
      <More draft={draft} set={set} />
    </Sheet>
  );
}
