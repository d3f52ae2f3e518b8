import { useState } from 'preact/hooks';
import { type DeadLetter, deadLetters, discard, lead as leadOf, resend } from '../../store';
import { t } from '../../text';
import { formatMoment } from '../../text/format';
import { Button } from '../../ui/Button';
import { AlertIcon, DownloadIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { saveExport } from '../booth/rescue';
import { leadTitle } from '../shared/facts';
import { w } from './words';

interface LetterProps {
  letter: DeadLetter;
  onOpen: (lead: string) => void;
  onDiscard: (letter: DeadLetter) => void;
}

function Letter({ letter, onOpen, onDiscard }: LetterProps) {
  const { op, title, code, at } = letter;
  const lead = leadOf(op.lead).value;
  const again = async () => {
    await resend(op.id);
    toast(w('dead.resent'));
  };
  return (
    <li class="letter" data-testid="dead-letter" data-code={code}>
      <p>
        <strong>{w(`dead.${op.kind}`)}</strong>
        {lead && ` · ${leadTitle(lead.fields) || t('lead.unnamed')}`}
      </p>
      <p>{title || code}</p>
      <p class="muted num">{formatMoment(at)}</p>
      <div class="letter-actions">
        <Button onClick={again} testId="dead-resend">
          {w('dead.again')}
        </Button>
        {lead && <Button onClick={() => onOpen(op.lead)}>{w('dead.open')}</Button>}
        <Button tone="quiet" onClick={() => onDiscard(letter)} testId="dead-discard">
          {w('dead.discard')}
        </Button>
      </div>
    </li>
  );
}

function Sure({ letter, onClose }: { letter: DeadLetter; onClose: () => void }) {
  const gone = async () => {
    await discard(letter.op.id);
    onClose();
  };
  return (
    <Sheet title={w('dead.discard.sure')} onClose={onClose} testId="dead-sure">
      <p>{w('dead.discard.text')}</p>
      <Button wide icon={DownloadIcon} onClick={() => void saveExport()}>
        {w('dead.export')}
      </Button>
      <Button wide tone="danger" onClick={gone} testId="dead-sure-discard">
        {w('dead.discard')}
      </Button>
    </Sheet>
  );
}

/** What the server refused, with what to do about each; nothing goes without a yes. */
export function DeadLetters({ onOpen }: { onOpen: (lead: string) => void }) {
  const [doomed, setDoomed] = useState<DeadLetter | null>(null);
  const letters = deadLetters.value;
  if (letters.length === 0) return null;
  return (
    <section class="letters" aria-labelledby="letters-title">
      <h2 id="letters-title">
        <AlertIcon />
        {w('dead.title', { count: letters.length })}
      </h2>
      <p class="muted">{w('dead.text')}</p>
      <ul>
        {letters.map((letter) => (
          <Letter key={letter.op.id} letter={letter} onOpen={onOpen} onDiscard={setDoomed} />
        ))}
      </ul>
      <Button icon={DownloadIcon} onClick={() => void saveExport()} testId="dead-export">
        {w('dead.export')}
      </Button>
      {doomed && <Sure letter={doomed} onClose={() => setDoomed(null)} />}
    </section>
  );
}
