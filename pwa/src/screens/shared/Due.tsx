import { formatFromNow, formatSpan } from '../../text/format';
import { Pill } from '../../ui/Chip';
import { AlertIcon, HistoryIcon, SnoozeIcon } from '../../ui/icons';
import type { Millis } from '../../wire';
import { lateness } from './facts';
import { m } from './labels';
import { now } from './now';

/** When a step is due: word, icon and colour say the same. */
export function Due({ at }: { at: Millis | undefined }) {
  if (at === undefined) return <Pill icon={HistoryIcon}>{m('due.none')}</Pill>;
  const time = now.value;
  if (lateness(at, time) === 'late')
    return (
      <Pill tone="danger" icon={AlertIcon}>
        {m('due.late', { span: formatSpan(time - at) })}
      </Pill>
    );
  return (
    <Pill icon={SnoozeIcon}>
      {at <= time ? m('due.now') : m('due.in', { when: formatFromNow(at, time) })}
    </Pill>
  );
}
