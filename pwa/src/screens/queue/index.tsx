import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { leads } from '../../store';
import { t } from '../../text';
import { Segmented, TopBar } from '../../ui/Bars';
import { Button, ButtonLink } from '../../ui/Button';
import { QueueIcon } from '../../ui/icons';
import { EmptyState } from '../../ui/Notice';
import type { Id } from '../../wire';
import { Notes } from '../booth/Notes';
import { ActionHost } from '../shared/actions/ActionHost';
import { useKeys } from '../shared/keys';
import { now } from '../shared/now';
import { myId } from '../shared/people';
import { w } from '../shared/words';
import '../shared/lead.css';
import { LeadList } from './LeadList';
import { Prospect } from './Prospect';
import './queue.css';
import { buildPool, buildQueue, countOf, current, following, neighbour } from './queue';

type View = 'mine' | 'pool';

// Kept for the visit: coming back from a lead opens the queue where it was left.
const view = signal<View>('mine');
const chosen = signal<Id | null>(null);

const mine = computed(() => buildQueue(leads.value, myId(), now.value));
const pool = computed(() => buildPool(leads.value, now.value));
const items = computed(() => (view.value === 'mine' ? mine.value : pool.value));

const Counts = () => (
  <p class="muted" data-testid="queue-counts">
    {w('queue.counts', {
      late: countOf(items.value, 'late'),
      today: countOf(items.value, 'soon'),
      later: countOf(items.value, 'later'),
    })}
  </p>
);

const showPool = (): void => {
  view.value = 'pool';
};

const Empty = () =>
  view.value === 'mine' ? (
    <EmptyState
      icon={QueueIcon}
      title={w('queue.empty.title')}
      text={w('queue.empty.text')}
      testId="queue-empty"
    >
      {pool.value.length > 0 ? (
        <Button tone="signal" onClick={showPool}>
          {w('queue.empty.pool', { count: pool.value.length })}
        </Button>
      ) : (
        <ButtonLink href="/" tone="signal">
          {w('queue.empty.action')}
        </ButtonLink>
      )}
    </EmptyState>
  ) : (
    <EmptyState
      icon={QueueIcon}
      title={w('queue.emptyPool.title')}
      text={w('queue.emptyPool.text')}
      testId="pool-empty"
    />
  );

/** On a phone the prospect stands above the list: show it. */
const pick = (id: Id | null): void => {
  chosen.value = id;
  scrollTo({ top: 0 });
};

/** One prospect at a time, the next right step first, and the list behind it. */
export function QueueScreen() {
  const shown = current(items.value, chosen.value);
  useEffect(() => {
    document.title = `${w('queue.title')} · ${t('app.name')}`;
  }, []);
  const step = (by: 1 | -1) => () => shown && pick(neighbour(items.value, shown.lead.id, by));
  useKeys({ j: step(1), k: step(-1) });
  return (
    <div class="queue">
      <TopBar title={w('queue.title')} lead={<Counts />}>
        <Segmented
          label={w('queue.view')}
          options={[
            { value: 'mine', label: w('queue.mine', { count: mine.value.length }) },
            { value: 'pool', label: w('queue.pool', { count: pool.value.length }) },
          ]}
          value={view.value}
          onPick={(next: View) => {
            view.value = next;
          }}
        />
      </TopBar>
      <Notes />
      {shown ? (
        <div class="queue-body">
          <Prospect
            key={shown.lead.id}
            item={shown}
            onDone={() => pick(following(items.value, shown.lead.id))}
          />
          <LeadList items={items.value} shown={shown.lead.id} onPick={pick} />
        </div>
      ) : (
        <Empty />
      )}
      <ActionHost />
    </div>
  );
}
