import { LOCALE } from './language';

/** Dates, spans, numbers and money in the reader's own way. Instants are milliseconds UTC. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const day = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', day: 'numeric', month: 'short' });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const dayYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: 'numeric', minute: '2-digit' });
const count = new Intl.NumberFormat(LOCALE);
const ago = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'short' });

/** "14:05" */
export const formatTime = (at: number): string => clock.format(at);

/** "Tue, 4 Nov", with the year when it is not this one. */
export function formatDay(at: number, now: number = Date.now()): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayYear).format(at);
}

/** "Tue, 4 Nov, 14:05" */
export const formatMoment = (at: number, now: number = Date.now()): string =>
  `${formatDay(at, now)}, ${formatTime(at)}`;

/** The shortest name of a coming moment: "Mon 09:00" within a week, "5 Dec" after it. */
export function formatSoon(at: number, now: number = Date.now()): string {
  if (at - now < 6 * DAY) return `${weekday.format(at)} ${formatTime(at)}`;
  return formatShortDay(at);
}

/** "5 Dec" */
export const formatShortDay = (at: number): string => dayMonth.format(at);

export const formatCount = (value: number): string => count.format(value);

/** A length of time in its largest sensible unit: "45 min", "3 h", "12 d". Negative lengths count as positive. */
export function formatSpan(ms: number): string {
  const length = Math.abs(ms);
  const unit = (value: number, name: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(LOCALE, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  if (length < HOUR) return unit(Math.max(1, Math.round(length / MINUTE)), 'minute');
  if (length < 2 * DAY) return unit(Math.round(length / HOUR), 'hour');
  return unit(Math.round(length / DAY), 'day');
}

/** "in 3 hr", "2 days ago", "yesterday". */
export function formatFromNow(at: number, now: number = Date.now()): string {
  const gap = at - now;
  const length = Math.abs(gap);
  // "in 3 hr." beside "13 hr" would be two ways to write one word
  const say = (by: number, unit: 'minute' | 'hour' | 'day') =>
    ago.format(Math.round(gap / by), unit).replace('.', '');
  if (length < HOUR) return say(MINUTE, 'minute');
  return length < DAY ? say(HOUR, 'hour') : say(DAY, 'day');
}

/** Integer minor units ("cents") of an ISO 4217 currency to "€1,250". */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

/** What a person typed as an amount to integer minor units; null when it is no number. */
export function parseMoney(typed: string, currency: string): number | null {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const plain = typed
    .replace(/[^\d.,-]/g, '')
    .replace(/[.,](?=\d{3}(\D|$))/g, '')
    .replace(',', '.');
  const value = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? Math.round(value * 10 ** digits) : null;
}
