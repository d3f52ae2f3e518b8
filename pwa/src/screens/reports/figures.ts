/** Figures as a person reads them. Pure. */
import { formatCount, formatMoment, formatMoney, formatSpan } from '../../text/format';
import { LOCALE } from '../../text/language';
import type { Column, ReportTable, Unit } from './report';

const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const ratio = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const MINUTE = 60_000;

const hours = new Intl.NumberFormat(LOCALE, { style: 'unit', unit: 'hour', maximumFractionDigits: 0 });

/** Work is never told in days, which would be taken for days of work. */
const work = (minutes: number): string =>
  minutes < 60 ? formatSpan(minutes * MINUTE) : hours.format(minutes / 60);

const FORMATS: Readonly<Record<Unit, (value: number, currency: string) => string>> = {
  number: formatCount,
  share: (value) => percent.format(value),
  money: (value, currency) => formatMoney(Math.round(value), currency),
  span: (value) => (value < MINUTE ? formatSpan(MINUTE).replace(/^/, '< ') : formatSpan(value)),
  instant: (value) => formatMoment(value),
  minutes: work,
  ratio: (value) => ratio.format(value),
};

/** `unknown` where there is nothing to count. */
export function figure(
  value: number | null | undefined,
  unit: Unit,
  currency: string,
  unknown: string,
): string {
  if (value === null || value === undefined) return unknown;
  return FORMATS[unit](value, currency);
}

/** The column whose bars are drawn: the first that counts something. */
export const barColumn = (table: ReportTable): Column | undefined =>
  table.columns.find((column) => column.unit === 'number' || column.unit === 'money');

/** How long the bar of a row is, 0 to 100: as a part of the largest. */
export function barLength(table: ReportTable, column: Column, value: number | null | undefined): number {
  const largest = Math.max(0, ...table.rows.map((row) => row.values[column.name] ?? 0));
  return largest > 0 && value ? Math.round((100 * value) / largest) : 0;
}
