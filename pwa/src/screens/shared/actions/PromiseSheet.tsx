import { useState } from 'preact/hooks';
import { stepAction } from '../../../store';
import { cryptoRandom, uuid7 } from '../../../store/ids';
import type { LeadView } from '../../../store/types';
import { formatDay } from '../../../text/format';
import { SelectField, TextField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Millis } from '../../../wire';
import { channelWord } from '../labels';
import { w } from '../words';
import { takeBack } from './actions';
import { DayForm } from './DayForm';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

const CHANNELS = ['call', 'email', 'meeting', 'letter'] as const;

/** "Call me next week": what the prospect was told becomes the next step, with its own alarm. */
export function PromiseSheet({ lead, onClose, onDone }: Props) {
  const [channel, setChannel] = useState('call');
  const [reason, setReason] = useState('');
  const keep = async (at: Millis) => {
    const step = uuid7(Date.now(), cryptoRandom);
    const body = { step, channel, purpose: 'promise', due_at: at, reason: reason.trim() };
    const op = await stepAction(lead.id, { ...body, action: 'add' });
    onDone();
    const said = w('promise.saved', { channel: channelWord(channel), when: formatDay(at) });
    toast(said, () => void takeBack(op, () => stepAction(lead.id, { step, action: 'skip' })));
  };
  return (
    <Sheet title={w('promise.title')} onClose={onClose} testId="promise-sheet">
      <p class="muted">{w('promise.text')}</p>
      <TextField label={w('promise.reason')} value={reason} onValue={setReason} />
      <SelectField
        label={w('promise.channel')}
        value={channel}
        onValue={setChannel}
        options={CHANNELS.map((value) => ({ value, label: channelWord(value) }))}
      />
      <DayForm label={w('promise.day')} action={w('promise.save')} onDay={(at) => void keep(at)} />
    </Sheet>
  );
}
