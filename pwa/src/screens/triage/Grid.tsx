import { useEffect, useRef } from 'preact/hooks';
import { t as words } from '../../text';
import { formatShortDay } from '../../text/format';
import { Pill } from '../../ui/Chip';
import { AlertIcon, DownIcon, PersonIcon, ReadyIcon } from '../../ui/icons';
import { ClassMark, isRating, RatingShape } from '../../ui/Rating';
import type { Id } from '../../wire';
import { Due } from '../shared/Due';
import { companyLine, leadTitle } from '../shared/facts';
import { closingWord, statusWord, stepWord } from '../shared/labels';
import { nameOf } from '../shared/people';
import { type Filters, nextSort, type SortKey, sortState } from './filters';
import type { Row } from './list';
import { allOn, type Selection } from './selection';
import './grid.css';
import { t } from './words';

interface HeadProps {
  filters: Filters;
  sort: SortKey;
  label: string;
  onSort: (sort: string) => void;
}

const SortHead = ({ filters, sort, label, onSort }: HeadProps) => {
  const state = sortState(filters.sort, sort);
  return (
    <th scope="col" class={`col-${sort}`} aria-sort={state}>
      <button
        type="button"
        class="label"
        onClick={() => onSort(nextSort(filters.sort, sort))}
        title={t('col.sort', { column: label })}
      >
        {label}
        {state !== 'none' && (
          <span class={`arrow arrow-${state}`}>
            <DownIcon />
          </span>
        )}
      </button>
    </th>
  );
};

const fieldsOf = ({ given_name, family_name, company, job_title, email }: Row) => ({
  given_name,
  family_name,
  company,
  job_title,
  email,
});

const Standing = ({ row }: { row: Row }) => {
  if (row.outcome) return <Pill icon={ReadyIcon}>{closingWord(row.outcome)}</Pill>;
  return <>{row.track === 'nurture' ? t('track.nurture') : statusWord(row.status)}</>;
};

const NextStepCell = ({ row }: { row: Row }) =>
  row.next_step ? (
    <span class="next">
      <span>{stepWord(row.next_step)}</span>
      <Due at={row.next_step.due_at} />
    </span>
  ) : null;

interface RowProps {
  row: Row;
  on: boolean;
  picked: boolean;
  onOpen: (id: Id) => void;
  onPick: (id: Id, range: boolean) => void;
}

function LeadRow({ row, on, picked, onOpen, onPick }: RowProps) {
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (on) line.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  const fields = fieldsOf(row);
  const name = leadTitle(fields) || words('lead.unnamed');
  return (
    <tr
      ref={line}
      class={picked ? 'picked' : undefined}
      aria-current={on ? 'true' : undefined}
      data-testid="lead-row"
      data-lead={row.id}
    >
      <td class="cell-pick">
        <label>
          <input
            type="checkbox"
            checked={picked}
            aria-label={t('row.pick', { name })}
            onClick={(event) => onPick(row.id, event.shiftKey)}
          />
        </label>
      </td>
      <th scope="row">
        <button type="button" class="cell-name" onClick={() => onOpen(row.id)}>
          <strong>{name}</strong>
          <span class="muted">{companyLine(fields)}</span>
        </button>
      </th>
      <td class="cell-class">
        {row.class && <ClassMark value={row.class} />}
        {isRating(row.rating) && <RatingShape rating={row.rating} />}
      </td>
      <td class="cell-owner">
        {row.owner_id ? (
          nameOf(row.owner_id)
        ) : (
          <Pill tone="danger" icon={PersonIcon}>
            {t('row.noOwner')}
          </Pill>
        )}
      </td>
      <td class="cell-status">
        <Standing row={row} />
        {row.needs_review && <Pill icon={AlertIcon}>{t('row.unread')}</Pill>}
      </td>
      <td>
        <NextStepCell row={row} />
      </td>
      <td class="num cell-when">{formatShortDay(row.captured_at)}</td>
    </tr>
  );
}

interface Props {
  rows: readonly Row[];
  filters: Filters;
  cursor: Id | null;
  selection: Selection;
  onSort: (sort: string) => void;
  onOpen: (id: Id) => void;
  onPick: (id: Id, range: boolean) => void;
  onPickAll: () => void;
}

/** The show's leads: dense, sorted by the server, worked by mouse, finger or keys. */
export const Grid = ({ rows, filters, cursor, selection, onSort, onOpen, onPick, onPickAll }: Props) => (
  <table class="grid" data-testid="triage-table">
    <caption class="sr-only">{t('table')}</caption>
    <thead>
      <tr>
        <th scope="col" class="cell-pick">
          <label>
            <input
              type="checkbox"
              aria-label={t('row.all')}
              checked={allOn(
                selection,
                rows.map((row) => row.id),
              )}
              onChange={onPickAll}
            />
          </label>
        </th>
        <SortHead filters={filters} sort="name" label={t('col.name')} onSort={onSort} />
        <SortHead filters={filters} sort="class" label={t('col.class')} onSort={onSort} />
        <SortHead filters={filters} sort="owner" label={t('col.owner')} onSort={onSort} />
        <SortHead filters={filters} sort="status" label={t('col.status')} onSort={onSort} />
        <SortHead filters={filters} sort="next" label={t('col.next')} onSort={onSort} />
        <SortHead filters={filters} sort="captured" label={t('col.captured')} onSort={onSort} />
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <LeadRow
          key={row.id}
          row={row}
          on={row.id === cursor}
          picked={selection.picked.has(row.id)}
          onOpen={onOpen}
          onPick={onPick}
        />
      ))}
    </tbody>
  </table>
);
