import { formatFromNow, formatSpan } from '../../text/format';
import { Pill } from '../../ui/Chip';
import { AlertIcon, HistoryIcon, SnoozeIcon } from '../../ui/icons';
import type { Millis } from '../../wire';
import { lateness } from './facts';
import { m } from './labels';
import { now } from './now';

const JUST = 60_000;

/** When a step is due: word, icon and colour say the same. */
export function Due({ at }: { at: Millis | undefined }) {
  if (at === undefined) return <Pill icon={HistoryIcon}>{m('due.none')}</Pill>;
  const time = now.value;
  if (lateness(at, time) !== 'late')
    return <Pill icon={SnoozeIcon}>{m('due.in', { when: formatFromNow(at, time) })}</Pill>;
  return (
    <Pill tone="danger" icon={AlertIcon}>
      {time - at < JUST ? m('due.now') : m('due.late', { span: formatSpan(time - at) })}
    </Pill>
  );
}
