import { useState } from 'preact/hooks';
import { type LeadView, leads } from '../../store';
import { formatDay } from '../../text/format';
import { Segmented, TopBar } from '../../ui/Bars';
import { Button, ButtonLink } from '../../ui/Button';
import { MineIcon } from '../../ui/icons';
import { EmptyState } from '../../ui/Notice';
import type { Id } from '../../wire';
import { fits, isMine, MINE_FILTERS, type MineFilter } from '../booth/facts';
import { LeadRow } from '../booth/LeadRow';
import { Notes } from '../booth/Notes';
import { SyncPill } from '../booth/SyncPill';
import { myId } from '../shared/people';
import { LeadSheet } from '../sheet';
import { DeadLetters } from './DeadLetters';
import './mine.css';
import { w } from './words';

/** A phone draws this many rows without a stutter; the rest is one tap away. */
const PAGE = 100;

const NoneYet = () => (
  <EmptyState icon={MineIcon} title={w('mine.empty.title')} text={w('mine.empty.text')} testId="mine-empty">
    <ButtonLink href="/" tone="signal">
      {w('mine.empty.action')}
    </ButtonLink>
  </EmptyState>
);

/** Leads of one day under its name. */
function Days({ list, onOpen }: { list: LeadView[]; onOpen: (id: Id) => void }) {
  const [limit, setLimit] = useState(PAGE);
  let day = '';
  return (
    <div class="mine-list" data-testid="mine-list">
      {list.slice(0, limit).map((lead) => {
        const own = formatDay(lead.captured_at);
        const first = own !== day;
        day = own;
        return (
          <div key={lead.id}>
            {first && <h2 class="label mine-day">{own}</h2>}
            <LeadRow lead={lead} onOpen={onOpen} />
          </div>
        );
      })}
      {list.length > limit && (
        <Button wide onClick={() => setLimit(limit + PAGE)}>
          {w('mine.more')}
        </Button>
      )}
    </div>
  );
}

/** Everything this person took or was given, newest first. */
export function MineScreen() {
  const [filter, setFilter] = useState<MineFilter>('all');
  const [open, setOpen] = useState<Id | null>(null);
  const mine = leads.value.filter((lead) => isMine(lead, myId()));
  const list = mine.filter((lead) => fits(filter, lead));
  const options = MINE_FILTERS.map((value) => {
    const count = mine.filter((lead) => fits(value, lead)).length;
    return {
      value,
      label: value === 'all' || count === 0 ? w(`mine.${value}`) : `${w(`mine.${value}`)} ${count}`,
    };
  });
  return (
    <div class="mine" data-testid="mine">
      <TopBar title={w('mine.title')}>
        <SyncPill />
      </TopBar>
      <div class="mine-notes">
        <Notes />
        <DeadLetters onOpen={setOpen} />
      </div>
      {mine.length === 0 ? (
        <NoneYet />
      ) : (
        <>
          <div class="mine-filter">
            <Segmented label={w('mine.filter')} options={options} value={filter} onPick={setFilter} />
          </div>
          {list.length > 0 ? (
            <Days key={filter} list={list} onOpen={setOpen} />
          ) : (
            <EmptyState icon={MineIcon} title={w('mine.none.title')} text={w('mine.none.text')} />
          )}
        </>
      )}
      {open && <LeadSheet key={open} id={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
