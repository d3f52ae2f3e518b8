import { translator } from '../../text';
import { sheet } from '../../text/en/sheet';

export const w = translator(sheet);
