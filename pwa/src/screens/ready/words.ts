import { translator } from '../../text';
import { ready } from '../../text/en/ready';

export const w = translator(ready);
