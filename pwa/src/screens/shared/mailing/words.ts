import { translator } from '../../../text';
import { mailing } from '../../../text/en/mailing';

export const l = translator(mailing);

type Kind = 'ack' | 'summary' | 'courtesy' | 'revive' | 'nurture' | 'thanks' | 'letter' | 'script' | 'prep';

/** What a kind of text is called; one of a newer server shows as it is. */
export const kindWord = (kind: string): string =>
  `kind.${kind}` in mailing ? l(`kind.${kind as Kind}`) : kind;
