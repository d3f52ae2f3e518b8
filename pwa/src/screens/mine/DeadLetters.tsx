import { useState } from 'preact/hooks';
import { mayAssign } from '../../access';
import { assign, type DeadLetter, deadLetters, discard, lead as leadOf, resend } from '../../store';
import { t } from '../../text';
import { formatMoment } from '../../text/format';
import { Button, ButtonLink } from '../../ui/Button';
import { AlertIcon, DownloadIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { saveExport } from '../booth/rescue';
import { leadTitle } from '../shared/facts';
import { myId, myRoles } from '../shared/people';
import { adviceFor, isMendedOnSheet } from './advice';
import { contentOf } from './content';
import { HandSheet } from './HandSheet';
import { w } from './words';

interface LetterProps {
  letter: DeadLetter;
  onOpen: (lead: string) => void;
  onDiscard: (letter: DeadLetter) => void;
  onHand: (letter: DeadLetter) => void;
}

async function takeOver({ op }: DeadLetter): Promise<void> {
  await assign(op.lead, myId(), w('dead.take.reason'));
  await discard(op.id);
  toast(w('dead.taken'));
}

async function sendAgain({ op }: DeadLetter): Promise<void> {
  await resend(op.id);
  toast(w('dead.resent'));
}

/** Where the lead is put right: its sheet for contact details, its page for the rest. */
const Open = ({ letter: { op }, onOpen }: Pick<LetterProps, 'letter' | 'onOpen'>) =>
  isMendedOnSheet(op) ? (
    <Button onClick={() => onOpen(op.lead)} testId="dead-edit">
      {w('dead.edit')}
    </Button>
  ) : (
    <ButtonLink href={`/lead/${op.lead}`} testId="dead-open">
      {w('dead.open')}
    </ButtonLink>
  );

function Letter({ letter, onOpen, onDiscard, onHand }: LetterProps) {
  const { op, title, code, at } = letter;
  const lead = leadOf(op.lead).value;
  const { words, remedies } = adviceFor(code, op);
  return (
    <li class="letter" data-testid="dead-letter" data-code={code}>
      <p>
        <strong>{w(`dead.${op.kind}`)}</strong>
        {lead && ` · ${leadTitle(lead.fields) || t('lead.unnamed')}`}
      </p>
      {contentOf(op).map((said) => (
        <p key={said} class="letter-said">
          {said}
        </p>
      ))}
      {title && <p>{title}</p>}
      <p>{w(`dead.do.${words}`)}</p>
      <p class="muted num">{formatMoment(at)}</p>
      <div class="letter-actions">
        {lead && remedies.includes('open') && <Open letter={letter} onOpen={onOpen} />}
        {lead && remedies.includes('take') && mayAssign(myRoles()) && (
          <Button onClick={() => void takeOver(letter)} testId="dead-take">
            {w('dead.take')}
          </Button>
        )}
        {remedies.includes('hand') && (
          <Button onClick={() => onHand(letter)} testId="dead-hand">
            {w('dead.handOver')}
          </Button>
        )}
        {remedies.includes('again') && (
          <Button onClick={() => void sendAgain(letter)} testId="dead-resend">
            {w('dead.again')}
          </Button>
        )}
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
  const [handed, setHanded] = useState<DeadLetter | null>(null);
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
          <Letter
            key={letter.op.id}
            letter={letter}
            onOpen={onOpen}
            onDiscard={setDoomed}
            onHand={setHanded}
          />
        ))}
      </ul>
      <Button icon={DownloadIcon} onClick={() => void saveExport()} testId="dead-export">
        {w('dead.export')}
      </Button>
      {handed && <HandSheet letter={handed} onClose={() => setHanded(null)} />}
      {doomed && <Sure letter={doomed} onClose={() => setDoomed(null)} />}
    </section>
  );
}
