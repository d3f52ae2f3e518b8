import { useState } from 'preact/hooks';
import { api } from '../../api';
import type { LeadView } from '../../store/types';
import { syncNow } from '../../sync';
import { formatMoment } from '../../text/format';
import { Button } from '../../ui/Button';
import { Pill } from '../../ui/Chip';
import { AlertIcon, WaitingIcon } from '../../ui/icons';
import { toast } from '../../ui/Toast';
import type { Mail, MailState } from '../../wire';
import { l } from '../shared/mailing/words';
import { now } from '../shared/now';
import { problemText } from '../shared/problem';

type Word = 'sent' | 'again' | 'drop';

/** What may be said of a mail in each state, as on the server. */
const WORDS: Readonly<Record<MailState, readonly Word[]>> = {
  queued: ['drop'],
  sending: [],
  sent: [],
  bounced: [],
  suppressed: ['again'],
  failed: ['again'],
  unsure: ['sent', 'again', 'drop'],
};
/** Only what waits or went wrong: what was sent stands in the history. */
const shown = (mail: Mail): boolean => mail.state !== 'sent';
const TROUBLE: readonly MailState[] = ['bounced', 'failed', 'unsure'];

const Row = ({ mail }: { mail: Mail }) => {
  const [busy, setBusy] = useState(false);
  const settle = async (word: Word) => {
    setBusy(true);
    const answer = await api.post(`/api/v1/messages/${mail.id}/settle`, { word });
    setBusy(false);
    toast(answer.ok ? l('mails.settled') : problemText(answer));
    if (answer.ok) syncNow();
  };
  const trouble = TROUBLE.includes(mail.state);
  return (
    <li class="plan-row" data-testid="lead-mail" data-state={mail.state}>
      <div>
        <strong>{mail.subject}</strong>
        <p class="muted num">{[mail.to, formatMoment(mail.at, now.value)].join(' · ')}</p>
        {mail.reason && <p>{mail.reason}</p>}
        {(mail.state === 'unsure' || mail.state === 'bounced') && (
          <p class="muted">{l(`mails.${mail.state}`)}</p>
        )}
        <p class="pills">
          {WORDS[mail.state].map((word) => (
            <Button key={word} disabled={busy} onClick={() => void settle(word)} testId={`mail-${word}`}>
              {l(`mails.${word}`)}
            </Button>
          ))}
        </p>
      </div>
      {mail.state !== 'sent' && (
        <Pill icon={trouble ? AlertIcon : WaitingIcon} {...(trouble && { tone: 'danger' as const })}>
          {l(`state.${mail.state}`)}
        </Pill>
      )}
    </li>
  );
};

/** Mails on their way, and those a person has to decide about. */
export const Mails = ({ lead }: { lead: LeadView }) => {
  const mails = (lead.messages ?? []).filter(shown).sort((a, b) => b.at - a.at);
  if (mails.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="lead-mails">
      <h2 id="lead-mails">{l('mails.title')}</h2>
      <ul>
        {mails.map((mail) => (
          <Row key={mail.id} mail={mail} />
        ))}
      </ul>
    </section>
  );
};
