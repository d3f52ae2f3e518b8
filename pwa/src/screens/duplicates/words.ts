import { translator } from '../../text';
import { duplicates } from '../../text/en/duplicates';

export const d = translator(duplicates);
