import { translator } from '../../text';
import { proposals } from '../../text/en/proposals';

export const p = translator(proposals);

type Kind = 'put' | 'touch' | 'note' | 'step' | 'close' | 'promise' | 'consent' | 'quote';

/** What was refused; a kind of a newer server shows as it is. */
export const kindWord = (kind: string): string =>
  `kind.${kind}` in proposals ? p(`kind.${kind as Kind}`) : kind.replaceAll('_', ' ');
