import { useState } from 'preact/hooks';
import { settings } from '../../../store';
import { freshId, makePromise, releasePromise } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { formatDay, parseMoney } from '../../../text/format';
import { CheckField, SelectField, TextField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Channel, Millis } from '../../../wire';
import { a } from '../agreed/words';
import { channelWord } from '../labels';
import { refusalOf } from '../refusal';
import { w } from '../words';
import { takeBack } from './actions';
import { DayForm } from './DayForm';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

const CHANNELS = ['call', 'email', 'meeting', 'letter'] as const;

/** What may be promised: nothing on a channel they closed. */
const channelsOf = (lead: LeadView): Channel[] => CHANNELS.filter((one) => !refusalOf(lead, one));

interface Draft {
  channel: Channel;
  text: string;
  order: string;
  asked: boolean;
}

async function keep({ lead, onDone }: Props, draft: Draft, at: Millis, currency: string): Promise<void> {
  const id = freshId();
  const { channel, asked } = draft;
  const order = parseMoney(draft.order, currency);
  const op = await makePromise(lead.id, id, {
    due_at: at,
    channel,
    text: draft.text.trim(),
    asked,
    whole_day: true,
    ...(order !== null && order > 0 && { order_minor: order }),
  });
  onDone();
  const said = a('promise.saved', { channel: channelWord(channel), when: formatDay(at) });
  toast(said, () => void takeBack(op, () => releasePromise(lead.id, id, w('ui.tookBack'))));
}

/** "Call me in four weeks and I will order": their word and ours, with its own step and alarm. */
export function PromiseSheet(props: Props) {
  const channels = channelsOf(props.lead);
  const [draft, setDraft] = useState<Draft>({
    channel: channels[0] ?? 'meeting',
    text: '',
    order: '',
    asked: true,
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const currency = props.lead.currency || settings.value.org?.currency || 'EUR';
  return (
    <Sheet title={a('promise.title')} onClose={props.onClose} testId="promise-sheet">
      <p class="muted">{a('promise.text')}</p>
      <TextField
        label={a('promise.reason')}
        value={draft.text}
        onValue={(text) => set({ text })}
        testId="promise-text"
      />
      <div class="pair">
        <SelectField
          label={a('promise.channel')}
          value={draft.channel}
          onValue={(channel) => set({ channel: channel as Channel })}
          options={channels.map((value) => ({ value, label: channelWord(value) }))}
          testId="promise-channel"
        />
        <TextField
          label={a('promise.order', { currency })}
          inputMode="decimal"
          value={draft.order}
          onValue={(order) => set({ order })}
          testId="promise-order"
        />
      </div>
      <CheckField label={a('promise.asked')} checked={draft.asked} onChecked={(asked) => set({ asked })} />
      <DayForm
        label={a('promise.day')}
        action={a('promise.save')}
        onDay={(at) => void keep(props, draft, at, currency)}
      />
    </Sheet>
  );
}
