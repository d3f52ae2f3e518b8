import { translator } from '../../../text';
import { standards } from '../../../text/en/standards';
import { channelWord } from '../../shared/labels';

export const s = translator(standards);

/** The word of a code like `fact.rating`; a code of a newer server shows as it is. */
export const worded = (kind: string, code: string): string => {
  const key = `${kind}.${code}`;
  return key in standards ? (s as (key: string) => string)(key) : code.replaceAll('_', ' ');
};

/** "5 days", "36 hours": whole days from the third on. */
export const spanWord = (hours: number): string =>
  hours >= 72 && hours % 24 === 0 ? s('span.days', { count: hours / 24 }) : s('span', { count: hours });

/** How a step is done; a task contacts nobody. */
export const howWord = (channel: string): string =>
  channel === 'task' ? s('channel.task') : channelWord(channel);
