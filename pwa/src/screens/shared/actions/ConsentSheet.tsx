import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { CONSENT_CHANNELS } from '../../../store/consents';
import { say } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { Button } from '../../../ui/Button';
import { SelectField, TextArea, TextField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import type { ConsentChannel, ConsentState } from '../../../wire';
import { needsProof } from '../agreed/standing';
import { a, governedWord } from '../agreed/words';
import { focusWrong } from '../focusWrong';
import { told } from './TextForm';

interface Props {
  lead: LeadView;
  channel?: ConsentChannel | undefined;
  onClose: () => void;
  onDone: () => void;
}

const STATES: readonly ConsentState[] = ['objected', 'granted', 'unknown'];

interface Draft {
  channel: ConsentChannel;
  state: ConsentState;
  wording: string;
  evidence: string;
}

async function keep({ lead, onDone }: Props, draft: Draft): Promise<void> {
  const { channel, state } = draft;
  const [wording, evidence] = [draft.wording.trim(), draft.evidence.trim()];
  const op = await say(lead.id, {
    channel,
    state,
    ...(state === 'granted' && { basis: 'consent' as const }),
    ...(wording && { wording_version: wording }),
    ...(evidence && { evidence }),
  });
  onDone();
  told(a(`permission.kept.${state}`, { channel: governedWord(channel) }), op);
}

/** A no holds at once; a yes after a no needs its proof. */
export function ConsentSheet(props: Props) {
  const { lead, channel = 'call', onClose } = props;
  const [draft, setDraft] = useState<Draft>({ channel, state: 'objected', wording: '', evidence: '' });
  const [wrong, setWrong] = useState(false);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const proof = draft.state === 'granted' && needsProof(lead, draft.channel);
  const submit = (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    const missing = proof && !draft.evidence.trim();
    setWrong(missing);
    if (missing) return focusWrong(event.currentTarget);
    void keep(props, draft);
  };
  return (
    <Sheet title={a('permission.title')} onClose={onClose} testId="consent-sheet">
      <form class="stack" onSubmit={submit} noValidate>
        <p class="muted">{a('permission.text')}</p>
        <div class="pair">
          <SelectField
            label={a('permission.channel')}
            value={draft.channel}
            onValue={(value) => set({ channel: value as ConsentChannel })}
            options={CONSENT_CHANNELS.map((value) => ({ value, label: governedWord(value) }))}
            testId="consent-channel"
          />
          <SelectField
            label={a('permission.word')}
            value={draft.state}
            onValue={(value) => set({ state: value as ConsentState })}
            options={STATES.map((value) => ({ value, label: a(`permission.${value}`) }))}
            testId="consent-state"
          />
        </div>
        <TextArea
          label={a('permission.evidence')}
          hint={a('permission.evidence.hint')}
          value={draft.evidence}
          onValue={(evidence) => set({ evidence })}
          error={wrong ? a('permission.evidence.needed') : undefined}
          testId="consent-evidence"
        />
        <TextField
          label={a('permission.wording')}
          hint={a('permission.wording.hint')}
          value={draft.wording}
          maxLength={40}
          onValue={(wording) => set({ wording })}
          testId="consent-wording"
        />
        <Button type="submit" tone="signal" size="lg" wide testId="consent-save">
          {a('permission.save')}
        </Button>
      </form>
    </Sheet>
  );
}
