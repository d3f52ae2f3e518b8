import { translator } from '../../../text';
import { standards } from '../../../text/en/standards';

export const s = translator(standards);

type Plain = Exclude<keyof typeof standards, `${string}{${string}`>;

/** The word of a code like `fact.rating`; a code of a newer server shows as it is. */
export const worded = (kind: string, code: string): string => {
  const key = `${kind}.${code}`;
  return key in standards ? (s as (key: Plain) => string)(key as Plain) : code.replaceAll('_', ' ');
};
