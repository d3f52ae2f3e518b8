import { translator } from '../../../text';
import { owners } from '../../../text/en/owners';

export const t = translator(owners);
