import { capture } from './en/capture';
import { domain } from './en/domain';
import { shell } from './en/shell';
import { translator } from './translator';

/** The words every screen needs. Screens in lazy chunks bring their own dictionary (`text/en/<screen>.ts`). */
export const t = translator({ ...shell, ...domain, ...capture });

export { translator } from './translator';
