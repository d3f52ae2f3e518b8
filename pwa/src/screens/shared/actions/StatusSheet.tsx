import { useState } from 'preact/hooks';
import { setStatus } from '../../../store/followups';
import type { LeadView } from '../../../store/types';
import { SelectField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { j } from '../judging/words';
import { statusWord } from '../labels';
import { TextForm, told } from './TextForm';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

/** Where a lead may be put: a closed one begins again at the call or the follow-up. */
const choicesFor = (lead: LeadView): number[] =>
  (lead.status === 5 ? [1, 3] : [1, 2, 3, 4]).filter((status) => status !== lead.status);

/** A supervisor's word, with its reason. */
export function StatusSheet({ lead, onClose, onDone }: Props) {
  const choices = choicesFor(lead);
  const [picked, setPicked] = useState(String(choices[0]));
  return (
    <Sheet title={j('status.title')} onClose={onClose} testId="status-sheet">
      <p class="muted">{j('status.text')}</p>
      <TextForm
        label={j('status.reason')}
        testId="status"
        onText={async (reason) => {
          const status = Number(picked);
          const op = await setStatus(lead.id, { status, reason });
          onDone();
          told(j('status.saved', { status: statusWord(status) }), op);
        }}
      >
        <SelectField
          label={j('status.label')}
          value={picked}
          onValue={setPicked}
          options={choices.map((value) => ({ value: String(value), label: statusWord(value) }))}
          testId="status-pick"
        />
      </TextForm>
    </Sheet>
  );
}
