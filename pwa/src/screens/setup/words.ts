import { translator } from '../../text';
import { setup } from '../../text/en/setup';

export const t = translator(setup);
