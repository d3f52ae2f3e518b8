import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../text';
import { ClassMark } from '../../ui/Rating';
import type { Id } from '../../wire';
import { Due } from '../shared/Due';
import { coveredFor, leadTitle, roleLine } from '../shared/facts';
import { stepWord } from '../shared/labels';
import { myId, nameOf } from '../shared/people';
import { w } from '../shared/words';
import type { Group, Item } from './queue';

/** Where the list has a scroll bar of its own (queue.css). */
const DESK = '(min-width: 60rem)';

interface RowProps {
  item: Item;
  on: boolean;
  onPick: (id: Id) => void;
}

function Row({ item: { lead, step }, on, onPick }: RowProps) {
  const absent = coveredFor(lead, myId());
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (on && matchMedia(DESK).matches) row.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  return (
    <li>
      <button
        type="button"
        class="row"
        ref={row}
        aria-current={on ? 'true' : undefined}
        onClick={() => onPick(lead.id)}
        data-testid="queue-row"
        data-lead={lead.id}
      >
        {lead.class ? <ClassMark value={lead.class} /> : <span class="class-mark">·</span>}
        <span class="row-who">
          <strong>{leadTitle(lead.fields) || t('lead.unnamed')}</strong>
          <span class="muted">
            {absent && `${w('queue.for', { who: nameOf(absent) })} · `}
            {step ? stepWord(step) : roleLine(lead.fields)}
          </span>
        </span>
        <Due at={step?.due_at} />
      </button>
    </li>
  );
}

interface Props {
  items: readonly Item[];
  shown: Id;
  onPick: (id: Id) => void;
}

const GROUPS: readonly Group[] = ['late', 'soon', 'later', 'none'];

/** Everybody who waits, in order, under the words that say why in this order. */
export const LeadList = ({ items, shown, onPick }: Props) => (
  <nav class="queue-list" aria-label={w('queue.list')}>
    {GROUPS.map((group) => {
      const own = items.filter((item) => item.group === group);
      if (own.length === 0) return null;
      return (
        <section key={group}>
          <h3 class="label">
            {w(`queue.${group}`)} <span class="num">{own.length}</span>
          </h3>
          <ul>
            {own.map((item) => (
              <Row key={item.lead.id} item={item} on={item.lead.id === shown} onPick={onPick} />
            ))}
          </ul>
        </section>
      );
    })}
  </nav>
);
