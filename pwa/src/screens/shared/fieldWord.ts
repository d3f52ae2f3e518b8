import { t } from '../../text';
import { domain } from '../../text/en/domain';

type FieldKey = Extract<keyof typeof domain, `field.${string}`>;

/** What a register of a lead is called; one of a newer server shows its own name. */
export const fieldWord = (name: string): string =>
  `field.${name}` in domain ? t(`field.${name}` as FieldKey) : name.replaceAll('_', ' ');
