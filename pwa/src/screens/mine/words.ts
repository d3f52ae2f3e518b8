import { translator } from '../../text';
import { mine } from '../../text/en/mine';

export const w = translator(mine);
