import { useState } from 'preact/hooks';
import type { LeadView } from '../../../store/types';
import { CheckField, SelectField, TextField } from '../../../ui/Field';
import { DownIcon } from '../../../ui/icons';
import type { Channel } from '../../../wire';
import { settlings } from '../agreed/standing';
import { channelWord } from '../labels';
import { w } from '../words';
import type { Touching } from './touching';

interface PartProps {
  draft: Touching;
  set: (change: Partial<Touching>) => void;
}

/** Open questions and promises, to tick when this contact settles them. */
export function Settles({ lead, draft, set }: PartProps & { lead: LeadView }) {
  // As it stood when the sheet opened: what is ticked must not vanish under the finger.
  const [offered] = useState(() => settlings(lead, draft.channel));
  if (offered.length === 0) return null;
  const toggle = (id: string, on: boolean) =>
    set({ settles: on ? [...draft.settles, id] : draft.settles.filter((one) => one !== id) });
  return (
    <fieldset class="settles">
      <legend class="label">{w('touch.settles')}</legend>
      {offered.map(({ id, text, kind }) => (
        <CheckField
          key={id}
          label={kind === 'promise' ? w('touch.promised', { text }) : text}
          checked={draft.settles.includes(id)}
          onChecked={(on) => toggle(id, on)}
          testId={`settles-${kind}`}
        />
      ))}
    </fieldset>
  );
}

/** Who had fallen silent is asked three things (METHOD B24). */
export const Revive = ({ draft, set }: PartProps) => (
  <fieldset class="stack settles">
    <legend class="label">{w('revive.title')}</legend>
    <SelectField
      label={w('revive.satisfied')}
      value={draft.satisfied}
      onValue={(value) => set({ satisfied: value as Touching['satisfied'] })}
      options={(['', 'yes', 'no'] as const).map((value) => ({
        value,
        label: w(`revive.satisfied.${value || 'none'}`),
      }))}
      testId="revive-satisfied"
    />
    <TextField
      label={w('revive.assist')}
      value={draft.assist}
      onValue={(assist) => set({ assist })}
      testId="revive-assist"
    />
    <TextField
      label={w('revive.objection')}
      value={draft.objection}
      onValue={(objection) => set({ objection })}
      testId="revive-objection"
    />
  </fieldset>
);

const CHANNELS: readonly Channel[] = ['call', 'email', 'sms', 'letter', 'meeting', 'booth', 'chat', 'web'];

/** What two taps need not say: another channel, who began, how long it took. */
export const More = ({ draft, set }: PartProps) => (
  <details class="why">
    <summary>
      {w('touch.more')}
      <span class="turn">
        <DownIcon />
      </span>
    </summary>
    <div class="stack">
      <div class="pair">
        <SelectField
          label={w('touch.by')}
          value={draft.channel}
          onValue={(channel) => set({ channel: channel as Channel })}
          options={CHANNELS.map((value) => ({
            value,
            label: channelWord(value),
          }))}
          testId="touch-channel"
        />
        <TextField
          label={w('touch.minutes')}
          inputMode="numeric"
          value={draft.minutes}
          onValue={(minutes) => set({ minutes })}
          testId="touch-minutes"
        />
      </div>
      <CheckField
        label={w('touch.byThem')}
        checked={draft.byThem}
        onChecked={(byThem) => set({ byThem })}
        testId="touch-by-them"
      />
    </div>
  </details>
);
