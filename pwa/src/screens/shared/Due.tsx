import { t } from '../../text';
import { formatFromNow, formatSpan } from '../../text/format';
import { Pill } from '../../ui/Chip';
import { AlertIcon, HistoryIcon, SnoozeIcon } from '../../ui/icons';
import type { Millis } from '../../wire';
import { lateness } from './facts';
import { now } from './now';

const JUST = 60_000;

/** When a step is due: word, icon and colour say the same. */
export function Due({ at }: { at: Millis | undefined }) {
  if (at === undefined) return <Pill icon={HistoryIcon}>{t('due.none')}</Pill>;
  const time = now.value;
  if (lateness(at, time) !== 'late')
    return <Pill icon={SnoozeIcon}>{t('due.in', { when: formatFromNow(at, time) })}</Pill>;
  return (
    <Pill tone="danger" icon={AlertIcon}>
      {time - at < JUST ? t('due.now') : t('due.late', { span: formatSpan(time - at) })}
    </Pill>
  );
}
