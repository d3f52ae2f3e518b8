import { useState } from 'preact/hooks';
import { addNote, classify, reopen } from '../../../store';
import type { LeadView } from '../../../store/types';
import { SelectField } from '../../../ui/Field';
import { Sheet } from '../../../ui/Sheet';
import { w } from '../words';
import { TextForm, told } from './TextForm';

interface Props {
  lead: LeadView;
  onClose: () => void;
  onDone: () => void;
}

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
