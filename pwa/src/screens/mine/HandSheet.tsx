import { useState } from 'preact/hooks';
import type { DeadLetter } from '../../store';
import { handOver } from '../../store/followups';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { w } from './words';

/** A refused change goes to the manager, with a word to it; from then on it is theirs to decide. */
export function HandSheet({ letter, onClose }: { letter: DeadLetter; onClose: () => void }) {
  const [note, setNote] = useState('');
  const hand = async () => {
    await handOver(letter, note.trim());
    toast(w('dead.handed'));
    onClose();
  };
  return (
    <Sheet title={w('dead.handOver.title')} onClose={onClose} testId="hand-sheet">
      <p>{w('dead.handOver.text')}</p>
      <TextArea label={w('dead.handOver.note')} value={note} onValue={setNote} rows={3} testId="hand-note" />
      <Button wide size="lg" tone="signal" onClick={hand} testId="hand-do">
        {w('dead.handOver')}
      </Button>
    </Sheet>
  );
}
