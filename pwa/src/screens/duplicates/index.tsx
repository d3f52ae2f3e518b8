import { useCallback, useEffect, useState } from 'preact/hooks';
import { lazy } from 'preact-iso';
import { has } from '../../access';
import { api } from '../../api';
import { syncNow } from '../../sync';
import { formatDay } from '../../text/format';
import { Button, ButtonLink } from '../../ui/Button';
import { FlipIcon, UndoIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { toast } from '../../ui/Toast';
import type { Id, LeadDocument } from '../../wire';
import { now } from '../shared/now';
import { myRoles, nameOf, showOf } from '../shared/people';
import { problemText } from '../shared/problem';
import type { Pair } from './pair';
import { d } from './words';

const PairSheet = lazy(() => import('./PairSheet').then((m) => m.PairSheet));
const MOST = 100;
const mayMerge = () => has(myRoles(), 'rep', 'contractor', 'supervisor');

/** Asks once per visit and after every decision; nothing to show while the server does not answer. */
function usePairs(lead: Id | undefined) {
  const [found, setFound] = useState<Pair[] | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const query = lead ? `lead=${lead}` : `page_size=${MOST}`;
    void api.get<Pair[]>(`/api/v1/duplicates?${query}`, { signal }).then((answer) => {
      if (answer.ok) setFound(answer.data);
    });
    return () => ended.abort();
  }, [lead, round]);
  return { found, reload };
}

/** The sheet with its button; with a `text` of its own it also says who decides where this person may not. */
function Waiting({
  lead,
  text,
  onDecided,
}: {
  lead?: Id;
  text?: string;
  onDecided?: (() => void) | undefined;
}) {
  const { found: known, reload } = usePairs(lead);
  const found = known ?? [];
  const [open, setOpen] = useState(false);
  const look = (
    <Button onClick={() => setOpen(true)} testId="pairs-open">
      {d('look')}
    </Button>
  );
  if (found.length === 0 && !open && !text) return null;
  return (
    <>
      <Banner icon={FlipIcon} action={found.length > 0 ? look : null} testId="pairs">
        {text ?? d('waiting', { count: found.length })}
        {text && known?.length === 0 && ` ${d('askBoss')}`}
      </Banner>
      {open && (
        <PairSheet
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

/** In triage: how many pairs wait for a word. */
export const Duplicates = ({ onDecided }: { onDecided?: () => void }) =>
  has(myRoles(), 'supervisor') ? <Waiting onDecided={onDecided} /> : null;

/** Parts two merged leads again. */
async function part(merge: Id): Promise<void> {
  const answer = await api.post(`/api/v1/merges/${merge}/undo`, {});
  toast(answer.ok ? d('undone') : problemText(answer));
  if (answer.ok) void syncNow();
}

const Undo = ({ merge }: { merge: Id }) => (
  <Button icon={UndoIcon} onClick={() => void part(merge)} testId="merge-undo">
    {d('undo')}
  </Button>
);

/** On a lead: whose card it looks like, and what was merged. The document says so without a network. */
export function SamePerson({ lead }: { lead: LeadDocument }) {
  const open = lead.encounters?.find((one) => one.state === 'open');
  const last = lead.merges?.at(-1);
  return (
    <>
      {lead.merged_into && (
        <Banner
          icon={FlipIcon}
          tone="signal"
          action={<ButtonLink href={`/lead/${lead.merged_into.lead}`}>{d('openOther')}</ButtonLink>}
          testId="merged-into"
        >
          {d('mergedInto')}
        </Banner>
      )}
      {last && mayMerge() && (
        <Banner icon={FlipIcon} action={<Undo merge={last.merge} />} testId="merges">
          {d('holds', { count: lead.merges?.length ?? 0 })}
        </Banner>
      )}
      {open && mayMerge() && (
        <Waiting
          lead={lead.id}
          text={d('looksLike', {
            who: nameOf(open.captured_by),
            show: showOf(open.event)?.name ?? d('noShow'),
            day: formatDay(open.captured_at, now.value),
          })}
        />
      )}
    </>
  );
}
