import { translator } from '../../text';
import { work } from '../../text/en/work';

/** The words of queue and lead, in the chunk these screens share. */
export const w = translator(work);
