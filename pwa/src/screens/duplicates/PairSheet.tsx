import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api';
import { syncNow } from '../../sync';
import { t } from '../../text';
import { Button } from '../../ui/Button';
import { DoneIcon, NotFitIcon, UndoIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import type { Id } from '../../wire';
import { problemText } from '../shared/problem';
import { useSending } from '../shared/sending';
import './duplicates.css';
import { Failed } from '../shared/Failed';
import { type Merged, ownChoices, type Pair, type Side, sidesOf, sureness } from './pair';
import { Choices, Sides } from './Sides';
import { d } from './words';

/** What would become of the two; asked again whenever another lead shall stay. */
function useProposal(pair: Pair, keep: Id): Merged['fields'] | null {
  const [fields, setFields] = useState<Merged['fields'] | null>(null);
  useEffect(() => {
    setFields(null);
    const sides = sidesOf(pair, keep);
    if (!sides || pair.two_shows) return;
    const ended = new AbortController();
    const json = { winner: sides.winner.id, loser: sides.loser.id, preview: true };
    void api.post<Merged>('/api/v1/merges', json, { signal: ended.signal }).then((answer) => {
      if (answer.ok) setFields(answer.data.fields);
      else if (!ended.signal.aborted) toast(problemText(answer));
    });
    return () => ended.abort();
  }, [pair.id, keep]);
  return fields;
}

/** What was decided last, and the way back. It stands in the sheet: nothing outside an open dialog can be tapped. */
interface Decided {
  words: string;
  undo: () => ReturnType<typeof api.post>;
}

function useDeciding(pair: Pair, onDecided: (decided: Decided) => void) {
  const sending = useSending();
  const done = (words: string, undo: Decided['undo']) => onDecided({ words, undo });
  const say = async (decision: 'linked' | 'distinct') => {
    const path = `/api/v1/duplicates/${pair.id}`;
    const answer = await sending.send(() => api.post(path, { decision }));
    if (answer) done(d(`${decision}Done`), () => api.post(path, { decision: 'open' }));
  };
  const merge = async (winner: Id, loser: Id, fields: Record<string, Side>) => {
    const answer = await sending.send(() => api.post<Merged>('/api/v1/merges', { winner, loser, fields }));
    if (answer) done(d('merged'), () => api.post(`/api/v1/merges/${answer.data.id}/undo`, {}));
  };
  return { ...sending, say, merge };
}

function Comparison({ pair, onDecided }: { pair: Pair; onDecided: (decided: Decided) => void }) {
  const [keep, setKeep] = useState(pair.keep);
  const [picked, setPicked] = useState<Record<string, Side>>({});
  const fields = useProposal(pair, keep);
  const { busy, failed, say, merge } = useDeciding(pair, onDecided);
  const sides = sidesOf(pair, keep);
  const change = (id: Id) => {
    setKeep(id);
    setPicked({});
  };
  return (
    <div class="stack" data-testid="pair" data-pair={pair.id}>
      <Failed why={failed} />
      <div>
        <strong>{d(sureness(pair.score))}</strong>
        <ul class="pair-reasons">
          {pair.reasons.map(({ code, words }) => (
            <li key={code}>{words}</li>
          ))}
        </ul>
      </div>
      <Sides leads={pair.leads} keep={pair.two_shows ? '' : keep} onKeep={change} />
      {fields && (
        <Choices
          fields={fields}
          sides={pair.leads.map((lead) => (lead.id === keep ? 'winner' : 'loser'))}
          picked={picked}
          onPick={(name, side) => setPicked({ ...picked, [name]: side })}
        />
      )}
      <p class="muted">{d(pair.two_shows ? 'twoShowsText' : 'mergeText')}</p>
      <div class="pair-acts">
        {pair.two_shows ? (
          <Button
            tone="signal"
            icon={DoneIcon}
            disabled={busy}
            onClick={() => say('linked')}
            testId="pair-link"
          >
            {d('linked')}
          </Button>
        ) : (
          <Button
            tone="signal"
            icon={DoneIcon}
            disabled={busy || !fields || !sides}
            onClick={() => sides && merge(sides.winner.id, sides.loser.id, ownChoices(fields ?? {}, picked))}
            testId="pair-merge"
          >
            {d('merge')}
          </Button>
        )}
        <Button icon={NotFitIcon} disabled={busy} onClick={() => say('distinct')} testId="pair-distinct">
          {d('distinct')}
        </Button>
      </div>
    </div>
  );
}

interface Props {
  found: readonly Pair[];
  onClose: () => void;
  onDecided: () => void;
}

/** Two cards side by side, one pair after the other: one person or two? */
export function PairSheet({ found, onClose, onDecided }: Props) {
  const [skipped, setSkipped] = useState(0);
  const [decided, setDecided] = useState<Decided | null>(null);
  const changed = (now: Decided | null) => {
    setDecided(now);
    void syncNow();
    onDecided();
  };
  const undo = async ({ undo: takeBack }: Decided) => {
    const answer = await takeBack();
    toast(answer.ok ? d('undone') : problemText(answer));
    changed(null);
  };
  const pair = found[skipped % Math.max(1, found.length)];
  return (
    <Sheet title={d('title')} onClose={onClose} testId="pair-sheet">
      {decided && (
        <Banner
          icon={DoneIcon}
          tone="signal"
          action={
            <Button icon={UndoIcon} onClick={() => void undo(decided)} testId="pair-undo">
              {t('ui.undo')}
            </Button>
          }
        >
          {decided.words}
        </Banner>
      )}
      {pair ? (
        <>
          {found.length > 1 && (
            <p class="pair-position">
              <span class="muted num">
                {d('position', { number: (skipped % found.length) + 1, count: found.length })}
              </span>
              <Button tone="quiet" onClick={() => setSkipped(skipped + 1)} testId="pair-later">
                {d('later')}
              </Button>
            </p>
          )}
          <Comparison key={pair.id} pair={pair} onDecided={changed} />
        </>
      ) : (
        <p class="muted">{d('none')}</p>
      )}
    </Sheet>
  );
}
