import { translator } from '../../../text';
import { texts } from '../../../text/en/texts';

export const x = translator(texts);
