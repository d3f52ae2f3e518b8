import { Button } from '../../ui/Button';
import { DownloadIcon } from '../../ui/icons';
import { barColumn, barLength, figure } from './figures';
import type { Cell, Column, FileKind, ReportRow, ReportTable } from './report';
import { t } from './words';

interface Props {
  table: ReportTable;
  currency: string;
  onOpen: (cell: Cell) => void;
  onDownload: (kind: FileKind) => void;
}

/** A bar is a picture of the number beside it, which says it all. */
const Bar = ({ length }: { length: number }) => (
  <svg class="report-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect width={length} height="4" />
  </svg>
);

interface FigureProps extends Pick<Props, 'table' | 'currency' | 'onOpen'> {
  row: ReportRow | null;
  column: Column;
}

function Figure({ table, currency, onOpen, row, column }: FigureProps) {
  const value = (row?.values ?? table.total)[column.name];
  const text = figure(value, column.unit, currency, t('unknown'));
  const key = row?.key ?? null;
  if (!column.leads || !value || (row && !key)) return <>{text}</>;
  const name = row?.labels.join(' · ') ?? t('total');
  return (
    <button
      type="button"
      class="report-figure"
      aria-label={`${text}. ${t('open', { label: column.label, row: name })}`}
      onClick={() => onOpen({ table, column, key, row: name })}
      data-testid={`figure-${table.name}-${column.name}`}
    >
      {text}
    </button>
  );
}

const Row = ({ row, ...props }: Omit<FigureProps, 'column'>) => {
  const bars = barColumn(props.table);
  return (
    <tr class={row ? undefined : 'report-total'}>
      <th scope="row">
        {row ? row.labels.join(' · ') : t('total')}
        {row && bars && <Bar length={barLength(props.table, bars, row.values[bars.name])} />}
      </th>
      {props.table.columns.map((column) => (
        <td key={column.name} class="num">
          <Figure {...props} row={row} column={column} />
        </td>
      ))}
    </tr>
  );
};

const Files = ({ table, onDownload }: Pick<Props, 'table' | 'onDownload'>) => (
  <span class="report-files">
    {(['xlsx', 'csv'] as const).map((kind) => (
      <Button
        key={kind}
        tone="quiet"
        icon={DownloadIcon}
        aria-label={t('download.table', { title: table.title, kind: t(`file.${kind}`) })}
        onClick={() => onDownload(kind)}
        testId={kind === 'csv' ? `download-${table.name}` : `download-xlsx-${table.name}`}
      >
        {t(`file.${kind}`)}
      </Button>
    ))}
  </span>
);

/** One table of a report: rows with bars, the total, and every figure a door to its leads. */
export function FigureTable({ table, currency, onOpen, onDownload }: Props) {
  const same = { table, currency, onOpen };
  return (
    <section class="report-table" data-testid={`table-${table.name}`}>
      <div class="report-table-head">
        <h2>{table.title}</h2>
        <Files table={table} onDownload={onDownload} />
      </div>
      {table.rows.length === 0 ? (
        <p class="muted">{t('none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard too
        <section class="table-wrap" tabIndex={0} aria-label={table.title}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col" class="label">
                  {table.by.map((dimension) => dimension.label).join(' · ') || table.title}
                </th>
                {table.columns.map((column) => (
                  <th key={column.name} scope="col" class="label num" title={column.says}>
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <Row key={JSON.stringify(row.key ?? row.labels)} row={row} {...same} />
              ))}
              <Row row={null} {...same} />
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
