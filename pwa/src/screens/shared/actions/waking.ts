/** The way back for who is not ready yet. Pure. */
import type { Millis } from '../../../wire';
import { morningAfter } from '../days';

const MORNING = 9;
/** How long before the named time we come back, as on the server (METHOD E3). */
const LEAD_DAYS = 14;

/** "Nothing for nine months", said at `now`: the morning we come back, two weeks before; never before tomorrow. */
export function wakeAfter(now: Millis, months: number): Millis {
  const date = new Date(now);
  const day = date.getDate();
  date.setDate(1);
  date.setMonth(date.getMonth() + months);
  const lastDay = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  date.setDate(Math.min(day, lastDay) - LEAD_DAYS);
  return Math.max(date.setHours(MORNING, 0, 0, 0), morningAfter(now, 1));
}
