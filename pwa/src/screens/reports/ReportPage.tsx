import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { formatTime } from '../../text/format';
import { TopBar } from '../../ui/Bars';
import { ButtonLink } from '../../ui/Button';
import { BackIcon, OfflineIcon } from '../../ui/icons';
import { Banner } from '../../ui/Notice';
import { addressOf, apiQuery, type Filters } from './address';
import { BehindSheet } from './Behind';
import { CrackNotes } from './CrackNotes';
import { download } from './download';
import { FigureTable } from './FigureTable';
import { FilterBar } from './FilterBar';
import { figure } from './figures';
import { type Loaded, useLoaded } from './loading';
import { Missing } from './Missing';
import { ReviewNotes } from './ReviewNotes';
import { type Cell, loadReport, type Report, rowsFile } from './report';
import { t } from './words';

interface Props {
  name: string;
  filters: Filters;
}

function Headline({ report, onOpen }: { report: Report; onOpen: (cell: Cell) => void }) {
  const { table: tableName, figure: name, value } = report.headline;
  const table = report.tables.find((one) => one.name === tableName);
  const column = table?.columns.find((one) => one.name === name);
  if (!table || !column) return null;
  const text = figure(value, column.unit, report.currency, t('unknown'));
  const says = (
    <>
      <span class="headline-value num">{text}</span>
      <span class="headline-words">
        <strong>{column.label}</strong>
        <span>{column.says}</span>
      </span>
    </>
  );
  if (!column.leads || !value)
    return (
      <div class="headline" data-testid="headline">
        {says}
      </div>
    );
  return (
    <button
      type="button"
      class="headline"
      onClick={() => onOpen({ table, column, key: null, row: t('total') })}
      data-testid="headline"
    >
      {says}
    </button>
  );
}

const HowCounted = ({ report }: { report: Report }) => (
  <details class="report-how">
    <summary>{t('how.title')}</summary>
    {report.formula.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
    <p>{t('basis', { basis: report.basis })}</p>
    <ul>
      {report.tables
        .flatMap((table) => table.columns.map((column) => ({ table: table.name, column })))
        .map(({ table, column }) => (
          <li key={`${table}.${column.name}`}>
            {t('how.column', { label: column.label, says: column.says })}
          </li>
        ))}
    </ul>
  </details>
);

interface BodyProps extends Props {
  report: Report;
  onChange: (change: Filters) => void;
}

/** Dimensions any of its tables can be grouped by. */
function dimensionsOf(report: Report) {
  const all = report.tables.flatMap((table) => table.can_be_by);
  return all.filter((one, place) => all.findIndex((other) => other.name === one.name) === place);
}

function Body({ name, filters, report, onChange }: BodyProps) {
  const [cell, setCell] = useState<Cell | null>(null);
  return (
    <>
      <FilterBar filters={filters} dimensions={dimensionsOf(report)} onChange={onChange} />
      <Headline report={report} onOpen={setCell} />
      {report.tables.map((table) => (
        <FigureTable
          key={table.name}
          table={table}
          currency={report.currency}
          onOpen={setCell}
          onDownload={(kind) =>
            download(rowsFile(name, filters, table.name, kind), `${name}-${table.name}.${kind}`)
          }
        />
      ))}
      {name === 'cracks' && <CrackNotes report={report} show={filters.show ?? null} />}
      {name === 'review' && <ReviewNotes filters={filters} />}
      <HowCounted report={report} />
      {cell && <BehindSheet report={report} filters={filters} cell={cell} onClose={() => setCell(null)} />}
    </>
  );
}

const Stale = ({ of: { failure, loadedAt } }: { of: Loaded<unknown> }) =>
  failure && (
    <Banner icon={OfflineIcon} tone="danger" testId="report-stale">
      {t('stale', { when: formatTime(loadedAt) })}
    </Banner>
  );

/** One report: its question, one number on top, its tables, and how it is counted. */
export function ReportPage({ name, filters }: Props) {
  const { route } = useLocation();
  const loaded = useLoaded(`${name}?${apiQuery(filters)}`, (signal) => loadReport(name, filters, signal));
  const report = loaded.data?.name === name ? loaded.data : null;
  return (
    <div class="reports">
      <TopBar title={report?.title ?? t('title')} lead={<p class="muted">{report?.question}</p>}>
        <ButtonLink href={addressOf(null)} tone="quiet" icon={BackIcon} testId="reports-back">
          {t('back')}
        </ButtonLink>
      </TopBar>
      {!report && <Missing of={loaded} />}
      {report && <Stale of={loaded} />}
      {report && (
        <Body
          name={name}
          filters={filters}
          report={report}
          onChange={(change) => route(addressOf(name, filters, change))}
        />
      )}
    </div>
  );
}
