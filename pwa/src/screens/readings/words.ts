import { translator } from '../../text';
import { readings } from '../../text/en/readings';

export const r = translator(readings);
