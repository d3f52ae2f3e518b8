import { translator } from '../../text';
import { reports } from '../../text/en/reports';

export const t = translator(reports);
