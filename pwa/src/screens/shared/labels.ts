/** Codes of the wire in a person's words; a code of a newer server shows as it is. */
import { translator } from '../../text';
import { method } from '../../text/en/method';

export const m = translator(method);

type Plain = Exclude<keyof typeof method, 'due.in' | 'due.late'>;

const worded = (key: string, code: string): string =>
  key in method ? m(key as Plain) : code.replaceAll('_', ' ');

export const channelWord = (code: string): string => worded(`channel.${code}`, code);
export const outcomeWord = (code: string): string => worded(`outcome.${code}`, code);
export const closingWord = (code: string): string => worded(`closing.${code}`, code);
export const purposeWord = (code: string): string => worded(`purpose.${code}`, code);
export const roleWord = (code: string): string => worded(`role.${code}`, code);
export const statusWord = (status: number): string => worded(`status.${status}`, String(status));

/** "First call", or "First call · E-mail" when the channel is not what the purpose says. */
export function stepWord(step: { channel: string; purpose: string }): string {
  const purpose = purposeWord(step.purpose);
  return step.purpose === step.channel || step.purpose === ''
    ? channelWord(step.channel)
    : `${channelWord(step.channel)} · ${purpose}`;
}
