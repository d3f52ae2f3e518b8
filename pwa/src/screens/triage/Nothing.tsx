import { t as words } from '../../text';
import { Button, ButtonLink } from '../../ui/Button';
import { AlertIcon, OfflineIcon, TriageIcon } from '../../ui/icons';
import { EmptyState } from '../../ui/Notice';
import { problemText } from '../shared/problem';
import { type Filters, isNarrowed } from './filters';
import type { Listing } from './state';
import { t } from './words';

interface Props {
  listing: Listing & { reload: () => void };
  filters: Filters;
  onClear: () => void;
}

const Again = ({ reload }: { reload: () => void }) => (
  <Button tone="signal" onClick={reload}>
    {words('ui.retry')}
  </Button>
);

/** Nothing to show, said for each reason in its own words. */
export function Nothing({ listing, filters, onClear }: Props) {
  const { failure, page, reload } = listing;
  if (failure && failure.kind !== 'refused')
    return (
      <EmptyState
        icon={OfflineIcon}
        title={t('offline.title')}
        text={t('offline.text')}
        testId="triage-offline"
      >
        <Again reload={reload} />
        <ButtonLink href="/queue">{t('offline.queue')}</ButtonLink>
      </EmptyState>
    );
  if (failure)
    return (
      <EmptyState
        icon={AlertIcon}
        title={t('failed.title')}
        text={problemText(failure)}
        testId="triage-failed"
      >
        <Again reload={reload} />
        <Button onClick={onClear}>{t('clear')}</Button>
      </EmptyState>
    );
  if (!page)
    return (
      <p class="triage-wait" role="status">
        {t('loading.table')}
      </p>
    );
  if (isNarrowed(filters))
    return (
      <EmptyState icon={TriageIcon} title={t('none.title')} text={t('none.text')} testId="triage-none">
        <Button tone="signal" onClick={onClear}>
          {t('clear')}
        </Button>
      </EmptyState>
    );
  return (
    <EmptyState icon={TriageIcon} title={t('empty.title')} text={t('empty.text')} testId="triage-empty" />
  );
}
