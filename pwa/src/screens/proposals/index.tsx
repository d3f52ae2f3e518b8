import { useCallback, useEffect, useState } from 'preact/hooks';
import { mayAssign } from '../../access';
import { api } from '../../api';
import { Button } from '../../ui/Button';
import { AlertIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import type { Id } from '../../wire';
import { comesLater } from '../shared/comesLater';
import { myRoles } from '../shared/people';
import type { Proposal } from './proposal';
import { p } from './words';

const ProposalSheet = comesLater(() => import('./ProposalSheet').then((m) => m.ProposalSheet));

interface Props {
  /** Only those of this lead. */
  lead?: Id;
  /** Something was accepted: lists show it with their next load. */
  onDecided?: () => void;
}

/** Asks once per visit and after every decision; nothing to show while the server does not answer. */
function useProposals(lead: Id | undefined) {
  const [found, setFound] = useState<Proposal[]>([]);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const query = lead ? `?lead=${lead}` : '';
    void api.get<Proposal[]>(`/api/v1/proposals${query}`, { signal }).then((answer) => {
      if (answer.ok) setFound(answer.data);
    });
    return () => ended.abort();
  }, [lead, round]);
  return { found, reload };
}

function Waiting({ lead, onDecided }: Props) {
  const { found, reload } = useProposals(lead);
  const [open, setOpen] = useState(false);
  if (found.length === 0 && !open) return null;
  const look = (
    <Button onClick={() => setOpen(true)} testId="proposals-open">
      {p('look')}
    </Button>
  );
  return (
    <>
      <Banner icon={AlertIcon} tone="signal" action={look} testId="proposals">
        {p('waiting', { count: found.length })}
      </Banner>
      {open && (
        <ProposalSheet
          found={found}
          onClose={() => setOpen(false)}
          onDecided={() => {
            reload();
            onDecided?.();
          }}
        />
      )}
    </>
  );
}

/** Refused changes that wait for a manager's word, for those who may give it. */
export const Proposals = (props: Props) => (mayAssign(myRoles()) ? <Waiting {...props} /> : null);
