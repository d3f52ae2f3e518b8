import { formatCount, formatSpan } from '../../text/format';
import {
  AlertIcon,
  FlipIcon,
  HistoryIcon,
  type Icon,
  PersonIcon,
  PhoneIcon,
  SearchIcon,
  TriageIcon,
} from '../../ui/icons';
import { now } from '../shared/now';
import { addressFor, type Filters } from './filters';
import type { Summary } from './list';
import { t } from './words';

interface CountProps {
  icon: Icon;
  label: string;
  value: number;
  href: string;
  on: boolean;
  testId: string;
}

const Count = ({ icon: Glyph, label, value, href, on, testId }: CountProps) => (
  <a class={`count ${testId}`} href={href} aria-current={on ? 'true' : undefined} data-testid={testId}>
    <Glyph />
    <span class="count-value num">{formatCount(value)}</span>
    <span class="count-label">{label}</span>
  </a>
);

/** The number nobody else shows: cards nobody has contacted yet, and how old the oldest is. */
const Box = ({ filters, summary }: Props) => {
  const { total, untouched, oldest_untouched_at: oldest } = summary;
  const none = t(total === 0 ? 'box.noLeads' : 'box.empty');
  return (
    <a
      class="box"
      href={addressFor({ event: filters.event ?? '' }, { needs: 'touch', sort: 'captured' })}
      aria-current={filters.needs === 'touch' ? 'true' : undefined}
      data-testid="box"
    >
      <span class="label">{t('box.label')}</span>
      <span class="box-value num">{formatCount(untouched)}</span>
      <span class="box-text">
        {untouched === 0 ? none : t('box.text', { count: untouched })}
        {untouched > 0 && oldest !== null && (
          <strong class="num">{t('box.oldest', { span: formatSpan(now.value - oldest) })}</strong>
        )}
      </span>
    </a>
  );
};

interface Props {
  filters: Filters;
  summary: Summary;
}

/** What waits, as numbers that filter when tapped. */
export const Header = ({ filters, summary }: Props) => {
  const show: Filters = { event: filters.event ?? '' };
  return (
    <div class="counts">
      <Box filters={filters} summary={summary} />
      <Count
        icon={PersonIcon}
        label={t('count.no_owner')}
        value={summary.no_owner}
        href={addressFor(show, { needs: 'owner' })}
        on={filters.needs === 'owner'}
        testId="count-no-owner"
      />
      <Count
        icon={HistoryIcon}
        label={t('count.escalated')}
        value={summary.escalated}
        href={addressFor(show, { needs: 'escalated' })}
        on={filters.needs === 'escalated'}
        testId="count-escalated"
      />
      <Count
        icon={SearchIcon}
        label={t('count.unread')}
        value={summary.unread}
        href={addressFor(show, { needs: 'reading' })}
        on={filters.needs === 'reading'}
        testId="count-unread"
      />
      {summary.to_decide > 0 && (
        <Count
          icon={FlipIcon}
          label={t('count.to_decide')}
          value={summary.to_decide}
          href={addressFor(show, { needs: 'decision' })}
          on={filters.needs === 'decision'}
          testId="count-to-decide"
        />
      )}
      <Count
        icon={AlertIcon}
        label={t('count.overdue')}
        value={summary.overdue}
        href={addressFor(show, { overdue: 'true', sort: 'next' })}
        on={filters.overdue === 'true'}
        testId="count-overdue"
      />
      <Count
        icon={PhoneIcon}
        label={t('count.on_phones')}
        value={summary.on_phones}
        href="/setup?part=phones"
        on={false}
        testId="count-on-phones"
      />
      <Count
        icon={TriageIcon}
        label={t('count.total')}
        value={summary.total}
        href={addressFor(show, {})}
        on={false}
        testId="count-total"
      />
    </div>
  );
};
