import { translator } from '../../text';
import { account } from '../../text/en/account';

export const t = translator(account);
