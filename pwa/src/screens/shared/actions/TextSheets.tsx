import { useState } from 'preact/hooks';
import { addNote, classify, reopen } from '../../../store';
import type { LeadView } from '../../../store/types';
import { t } from '../../../text';
import { Button } from '../../../ui/Button';
import { SelectField, TextArea } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toast';
import type { Id } from '../../../wire';
import { w } from '../words';
import { takeBack } from './actions';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

interface FormProps {
  label: string;
  testId: string;
  children?: preact.ComponentChildren;
  onText: (text: string) => Promise<void>;
}

/** One text that must not be empty, and its button. */
function TextForm({ label, testId, children, onText }: FormProps) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setWrong(!text.trim());
    if (text.trim()) void onText(text.trim());
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      {children}
      <TextArea
        label={label}
        value={text}
        onValue={setText}
        error={wrong ? w('close.needed') : undefined}
        testId={`${testId}-text`}
      />
      <Button type="submit" tone="signal" size="lg" wide testId={`${testId}-save`}>
        {t('ui.save')}
      </Button>
    </form>
  );
}

/** Says what was done; what has left the phone already stays, and the person hears so. */
const told = (said: string, op: Id): void =>
  toast(said, () => void takeBack(op, () => toast(w('ui.alreadySent'))));

export const NoteSheet = ({ lead, onClose, onDone }: Props) => (
  <Sheet title={w('note.title')} onClose={onClose} testId="note-sheet">
    <TextForm
      label={w('note.text')}
      testId="note"
      onText={async (text) => {
        const op = await addNote(lead.id, text);
        onDone();
        told(w('note.saved'), op);
      }}
    />
  </Sheet>
);

export const ReopenSheet = ({ lead, onClose, onDone }: Props) => (
  <Sheet title={w('reopen.title')} onClose={onClose} testId="reopen-sheet">
    <TextForm
      label={w('reopen.reason')}
      testId="reopen"
      onText={async (reason) => {
        const op = await reopen(lead.id, reason);
        onDone();
        told(w('reopen.saved'), op);
      }}
    />
  </Sheet>
);

const CLASSES = ['A', 'B', 'C', 'D'] as const;

export function ClassifySheet({ lead, onClose, onDone }: Props) {
  const [picked, setPicked] = useState(lead.class ?? 'C');
  return (
    <Sheet title={w('classify.title')} onClose={onClose} testId="classify-sheet">
      <TextForm
        label={w('classify.reason')}
        testId="classify"
        onText={async (reason) => {
          const op = await classify(lead.id, picked, reason);
          onDone();
          told(w('classify.saved', { class: picked }), op);
        }}
      >
        <SelectField
          label={w('lead.class')}
          value={picked}
          onValue={setPicked}
          options={CLASSES.map((value) => ({ value, label: value }))}
        />
      </TextForm>
    </Sheet>
  );
}
