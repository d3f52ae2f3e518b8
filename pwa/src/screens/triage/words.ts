import { translator } from '../../text';
import { triage } from '../../text/en/triage';

export const t = translator(triage);
