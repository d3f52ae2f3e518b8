import { useEffect, useState } from 'preact/hooks';
import { has } from '../../access';
import { formatDay } from '../../text/format';
import { Button } from '../../ui/Button';
import { DownloadIcon } from '../../ui/icons';
import { ClassMark } from '../../ui/Rating';
import { Sheet } from '../../ui/Sheet';
import { myRoles, nameOf } from '../shared/people';
import type { Filters } from './address';
import { download } from './download';
import { figure } from './figures';
import { useLoaded } from './loading';
import { Missing } from './Missing';
import { type BehindLead, type Cell, leadsFile, loadBehind, type Report } from './report';
import { t } from './words';

interface Props {
  report: Report;
  filters: Filters;
  cell: Cell;
  onClose: () => void;
}

const titleOf = (lead: BehindLead): string =>
  [lead.given_name, lead.family_name].filter(Boolean).join(' ') || lead.company || t('behind.unnamed');

/** What a lead adds to the figure is worth saying only where it is not simply one. */
const saysMore = (cell: Cell): boolean => cell.column.unit !== 'number';

const Lead = ({ lead, cell, currency }: { lead: BehindLead; cell: Cell; currency: string }) => (
  <li>
    <a class="behind-lead" href={`/lead/${lead.id}`} data-lead={lead.id} data-testid="behind-lead">
      <ClassMark value={lead.class} />
      <span class="behind-words">
        <strong>{titleOf(lead)}</strong>
        <span class="muted">
          {[lead.company, lead.owner_id ? nameOf(lead.owner_id) : t('behind.noOwner')]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span class="num behind-amount">
        {saysMore(cell)
          ? figure(lead.amount, cell.column.unit, currency, t('unknown'))
          : formatDay(lead.captured_at)}
      </span>
    </a>
  </li>
);

/** Pages seen so far, one after the other. */
function useBehind({ report, filters, cell }: Props) {
  const [number, setNumber] = useState(1);
  const [leads, setLeads] = useState<readonly BehindLead[]>([]);
  const page = useLoaded(String(number), (signal) => loadBehind(report.name, filters, cell, number, signal));
  const { data } = page;
  useEffect(() => {
    if (data) setLeads((before) => (data.page === 1 ? data.leads : [...before, ...data.leads]));
  }, [data]);
  return { page, leads, more: () => setNumber((before) => before + 1) };
}

/** The leads behind one figure. */
export function BehindSheet(props: Props) {
  const { report, filters, cell, onClose } = props;
  const { page, leads, more } = useBehind(props);
  const { data } = page;
  return (
    <Sheet
      title={t('behind.title', { label: cell.column.label, row: cell.row })}
      onClose={onClose}
      testId="behind"
    >
      {!data && <Missing of={page} />}
      {data && (
        <p class="muted" data-testid="behind-count">
          {data.total === 0 ? t('behind.none') : t('behind.count', { count: data.total })}{' '}
          {data.hidden > 0 && t('behind.hidden', { count: data.hidden })}
        </p>
      )}
      <ul class="behind">
        {leads.map((lead) => (
          <Lead key={lead.id} lead={lead} cell={cell} currency={report.currency} />
        ))}
      </ul>
      {data && data.page < data.total_pages && <Button onClick={more}>{t('behind.more')}</Button>}
      {leads.length > 0 && has(myRoles(), 'supervisor', 'director') && (
        <span class="report-actions">
          {(['xlsx', 'csv'] as const).map((kind) => (
            <Button
              key={kind}
              icon={DownloadIcon}
              onClick={() =>
                download(leadsFile(report.name, filters, cell, kind), `${report.name}-leads.${kind}`)
              }
              testId={kind === 'csv' ? 'behind-download' : 'behind-download-xlsx'}
            >
              {t('download.leads', { kind: t(`file.${kind}`) })}
            </Button>
          ))}
        </span>
      )}
    </Sheet>
  );
}
