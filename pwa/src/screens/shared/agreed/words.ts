import { translator } from '../../../text';
import { agreed } from '../../../text/en/agreed';

/** Words of promises, questions, permissions and offers, in their own chunk. */
export const a = translator(agreed);

type Channel = 'call' | 'email' | 'sms' | 'post';

/** "Calls", "Letters": what may be refused; a code of a newer server shows as it is. */
export const governedWord = (code: string): string =>
  `channel.${code}` in agreed ? a(`channel.${code as Channel}`) : code;
