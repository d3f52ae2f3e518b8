import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { mayAssign } from '../../access';
import { show } from '../../store';
import { t as words } from '../../text';
import { formatTime } from '../../text/format';
import { TopBar } from '../../ui/Bars';
import { OfflineIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { Sheet } from '../../ui/Sheet';
import type { Id } from '../../wire';
import { Notes } from '../booth/Notes';
import { Duplicates } from '../duplicates';
import { Proposals } from '../proposals';
import { useKeys } from '../shared/keys';
import '../shared/lead.css';
import { myRoles } from '../shared/people';
import '../lead/screen.css';
import { AssignMany } from './AssignMany';
import { FilterBar } from './FilterBar';
import { BulkBar, Paging } from './Foot';
import { addressFor, type Filters, readFilters } from './filters';
import { Grid } from './Grid';
import { Header } from './Header';
import { Nothing } from './Nothing';
import { Preview } from './Preview';
import { usePicking } from './picking';
import { useListing } from './state';
import './triage.css';
import { t } from './words';

/** Where the preview has a pane of its own (triage.css). */
const WIDE = '(min-width: 80rem)';
const NO_FILTERS: Filters = { q: '', needs: '', owner: '', class: '', status: '', track: '', overdue: '' };

/** Everything the screen knows and does; the parts only show it. */
function useTriage() {
  const { query, route } = useLocation();
  const filters = readFilters(query, show.value?.id ?? null);
  const listing = useListing(filters);
  const rows = listing.page?.rows ?? [];
  const picking = usePicking(rows.map((row) => row.id));
  const [assigning, setAssigning] = useState<readonly Id[] | null>(null);
  const [peeking, setPeeking] = useState(false);
  const { cursor, setCursor, selection } = picking;

  const change = (next: Filters) => route(addressFor(filters, next));
  const assign = () => {
    const ids = selection.picked.size > 0 ? [...selection.picked] : cursor ? [cursor] : [];
    if (mayAssign(myRoles()) && ids.length > 0) setAssigning(ids);
  };
  const open = (id: Id) => {
    setCursor(id);
    setPeeking(!matchMedia(WIDE).matches);
  };
  const leave = () => cursor && route(`/lead/${cursor}`);
  return {
    filters,
    listing,
    rows,
    picking,
    change,
    assign,
    assigning,
    setAssigning,
    open,
    leave,
    peeking,
    setPeeking,
  };
}

type Triage = ReturnType<typeof useTriage>;

function useTriageKeys({ picking, assign, leave }: Triage): void {
  const { cursor, move, pick, clear } = picking;
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    x: (event) => cursor && pick(cursor, event.shiftKey),
    a: assign,
    o: leave,
    '/': () => document.querySelector<HTMLElement>('[data-testid="search"]')?.focus(),
    Escape: clear,
  });
}

const Head = ({ filters, listing, rows, change }: Triage) => (
  <div class="triage-head">
    <TopBar title={t('title')} lead={<p class="muted triage-keys">{t('keys')}</p>} />
    <Notes />
    <Proposals onDecided={listing.reload} />
    <Duplicates onDecided={listing.reload} />
    {listing.summary && <Header filters={filters} summary={listing.summary} />}
    <FilterBar filters={filters} onChange={change} />
    {listing.failure && rows.length > 0 && (
      <Banner icon={OfflineIcon} tone="danger" testId="triage-stale">
        {t('stale', { when: formatTime(listing.loadedAt) })}
      </Banner>
    )}
  </div>
);

const List = ({ filters, listing, rows, picking, change, open }: Triage) => (
  <div class="triage-table">
    {rows.length > 0 ? (
      <Grid
        rows={rows}
        filters={filters}
        cursor={picking.cursor}
        selection={picking.selection}
        onSort={(sort) => change({ sort })}
        onOpen={open}
        onPick={picking.pick}
        onPickAll={picking.pickAll}
      />
    ) : (
      <Nothing listing={listing} filters={filters} onClear={() => change(NO_FILTERS)} />
    )}
  </div>
);

const Side = ({ picking: { cursor }, assign }: Triage) => (
  <aside class="triage-side" aria-label={t('preview')}>
    {cursor ? (
      <Preview id={cursor} onAssign={mayAssign(myRoles()) ? assign : undefined} />
    ) : (
      <p class="muted">{t('preview.none')}</p>
    )}
  </aside>
);

const Foot = ({ filters, listing, picking, assign, change }: Triage) => (
  <div class="triage-foot">
    {picking.selection.picked.size > 0 ? (
      <BulkBar count={picking.selection.picked.size} onAssign={assign} onClear={picking.clear} />
    ) : listing.page && listing.page.total > 0 ? (
      <Paging filters={filters} listing={listing} onPage={(page) => change({ page: String(page) })} />
    ) : null}
  </div>
);

const Overlays = ({ picking, listing, peeking, setPeeking, assigning, setAssigning }: Triage) => (
  <>
    {peeking && picking.cursor && (
      <Sheet title={t('preview')} onClose={() => setPeeking(false)}>
        <Preview id={picking.cursor} />
      </Sheet>
    )}
    {assigning && (
      <AssignMany
        ids={assigning}
        onClose={() => setAssigning(null)}
        onChanged={() => {
          picking.clear();
          listing.reload();
        }}
      />
    )}
  </>
);

/** The whole show at a glance, worked through with the keyboard. */
export function TriageScreen() {
  const triage = useTriage();
  useTriageKeys(triage);
  useEffect(() => {
    document.title = `${t('title')} · ${words('app.name')}`;
  }, []);
  return (
    <div class="triage">
      <Head {...triage} />
      <div class="triage-body">
        <List {...triage} />
        <Side {...triage} />
      </div>
      <Foot {...triage} />
      <Overlays {...triage} />
    </div>
  );
}
