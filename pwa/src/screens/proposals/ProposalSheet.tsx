import { useState } from 'preact/hooks';
import { api } from '../../api';
import { syncNow } from '../../sync';
import { t } from '../../text';
import { formatMoment } from '../../text/format';
import { Button, ButtonLink } from '../../ui/Button';
import { DoneIcon } from '../../ui/icons';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { FieldValue } from '../../wire';
import { leadTitle, roleLine } from '../shared/facts';
import { nameOf } from '../shared/people';
import { problemText } from '../shared/problem';
import { type Change, changesOf, type Proposal, saidIn } from './proposal';
import './proposals.css';
import { kindWord, p } from './words';

const shown = (value: FieldValue): string => (value === null || value === '' ? p('empty') : String(value));

const ChangeLine = ({ field, before, after }: Change) => (
  <p>{p('change', { field, before: shown(before), after: shown(after) })}</p>
);

function Card({ proposal, onDecided }: { proposal: Proposal; onDecided: () => void }) {
  const [busy, setBusy] = useState(false);
  const { id, lead_id, lead, kind, user_id, at, text } = proposal;
  const decide = async (decision: 'accept' | 'dismiss') => {
    setBusy(true);
    const answer = await api.post(`/api/v1/proposals/${id}`, { decision });
    setBusy(false);
    toast(answer.ok ? p(decision === 'accept' ? 'accepted' : 'dismissed') : problemText(answer));
    if (!answer.ok) return;
    void syncNow();
    onDecided();
  };
  return (
    <li class="proposal" data-testid="proposal" data-lead={lead_id}>
      <strong>
        {kindWord(kind)} · {leadTitle(lead) || t('lead.unnamed')}
      </strong>
      <p class="muted">{roleLine(lead)}</p>
      {changesOf(proposal).map((change) => (
        <ChangeLine key={change.field} {...change} />
      ))}
      {saidIn(proposal).map((said) => (
        <p key={said}>{said}</p>
      ))}
      {text && <p>{p('note', { text })}</p>}
      <p class="muted">{p('by', { who: nameOf(user_id), when: formatMoment(Date.parse(at)) })}</p>
      <div class="proposal-acts">
        <Button
          tone="signal"
          icon={DoneIcon}
          disabled={busy}
          onClick={() => decide('accept')}
          testId="proposal-accept"
        >
          {p('accept')}
        </Button>
        <Button disabled={busy} onClick={() => decide('dismiss')} testId="proposal-dismiss">
          {p('dismiss')}
        </Button>
        <ButtonLink tone="quiet" href={`/lead/${lead_id}`}>
          {p('open')}
        </ButtonLink>
      </div>
    </li>
  );
}

interface Props {
  found: readonly Proposal[];
  onClose: () => void;
  onDecided: () => void;
}

/** What was refused, beside what stands there now, with one tap for either word. */
export const ProposalSheet = ({ found, onClose, onDecided }: Props) => (
  <Sheet title={p('title')} onClose={onClose} testId="proposals-sheet">
    <p class="muted">{found.length > 0 ? p('text') : p('none')}</p>
    <ul class="proposals">
      {found.map((proposal) => (
        <Card key={proposal.id} proposal={proposal} onDecided={onDecided} />
      ))}
    </ul>
  </Sheet>
);
