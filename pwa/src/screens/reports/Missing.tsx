import { t as words } from '../../text';
import { Button } from '../../ui/Button';
import { AlertIcon, OfflineIcon } from '../../ui/icons';
import { EmptyState } from '../../ui/Notice';
import { problemText } from '../shared/problem';
import type { Loaded } from './loading';
import { t } from './words';

/** Nothing to show yet: on its way, out of reach, or refused with the server's own words. */
export function Missing({ of: { failure, reload } }: { of: Loaded<unknown> }) {
  if (!failure)
    return (
      <p class="report-wait" role="status">
        {t('loading')}
      </p>
    );
  const refused = failure.kind === 'refused';
  return (
    <EmptyState
      icon={refused ? AlertIcon : OfflineIcon}
      title={t(refused ? 'failed.title' : 'offline.title')}
      text={refused ? problemText(failure) : t('offline.text')}
      testId={refused ? 'report-failed' : 'report-offline'}
    >
      <Button tone="signal" onClick={reload}>
        {words('ui.retry')}
      </Button>
    </EmptyState>
  );
}
