/** Local calendar days and the choices of "later". Pure but for the default clock. */
import type { Millis } from '../../wire';

const HOUR = 3_600_000;
const MORNING = 9;

/** "2026-11-21" where the person is. */
export function localDay(at: Millis = Date.now()): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Nine in the morning, `days` days after `now`, by the person's wall clock. */
export function morningAfter(now: Millis, days: number): Millis {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.setHours(MORNING, 0, 0, 0);
}

/** Days until the coming Monday; a Monday looks to the next one. */
const daysToMonday = (now: Millis): number => (8 - new Date(now).getDay()) % 7 || 7;

export type Later = 'hours' | 'tomorrow' | 'monday' | 'fortnight';

export const laterChoices = (now: Millis): { key: Later; at: Millis }[] => [
  { key: 'hours', at: now + 2 * HOUR },
  { key: 'tomorrow', at: morningAfter(now, 1) },
  { key: 'monday', at: morningAfter(now, daysToMonday(now)) },
  { key: 'fortnight', at: morningAfter(now, 14) },
];

/** A local date from a date field ("2026-11-21") as that morning; null when it is none. */
export function morningOf(day: string): Millis | null {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return null;
  const at = new Date(year, month - 1, date, MORNING).getTime();
  return Number.isNaN(at) ? null : at;
}
