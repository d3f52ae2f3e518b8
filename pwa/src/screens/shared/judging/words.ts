import { translator } from '../../../text';
import { judging } from '../../../text/en/judging';

/** Words of qualifying and of a supervisor's status, in their own chunk. */
export const j = translator(judging);
