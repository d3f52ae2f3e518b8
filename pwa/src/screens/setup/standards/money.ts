import { settings } from '../../../store';

/** The organisation's currency. */
export const currencyOf = (): string => settings.value.org?.currency ?? 'EUR';
