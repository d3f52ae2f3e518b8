/** Which screens a role may see and which one it opens on. The server decides about data; this only keeps doors tidy. */
import type { Show } from './wire';

export type ScreenName = 'scan' | 'mine' | 'ready' | 'queue' | 'triage' | 'reports' | 'setup';

export const PATHS: Readonly<Record<ScreenName, string>> = {
  scan: '/',
  mine: '/mine',
  ready: '/ready',
  queue: '/queue',
  triage: '/triage',
  reports: '/reports',
  setup: '/setup',
};

/** A director reads everything and works on no lead. */
const WORKING = ['rep', 'contractor', 'supervisor'];
const SCREENS: Readonly<Record<ScreenName, readonly string[]>> = {
  triage: ['supervisor', 'director', 'marketing'],
  scan: WORKING,
  queue: ['rep', 'contractor', 'supervisor'],
  mine: WORKING,
  reports: ['supervisor', 'director', 'marketing'],
  ready: WORKING,
  setup: ['admin', 'supervisor', 'marketing'],
};

export const has = (roles: readonly string[], ...wanted: string[]): boolean =>
  wanted.some((role) => roles.includes(role));

/** Screens of a person in the order of the bar: what they open most comes first. */
export function screensFor(roles: readonly string[]): ScreenName[] {
  return (Object.keys(SCREENS) as ScreenName[]).filter((name) => has(roles, ...SCREENS[name]));
}

export const maySee = (roles: readonly string[], screen: ScreenName): boolean =>
  has(roles, ...SCREENS[screen]);

/** Assigning belongs to those who answer for a team. */
export const mayAssign = (roles: readonly string[]): boolean => has(roles, 'supervisor');

const runs = (show: Show, today: string): boolean => show.starts_on <= today && today <= show.ends_on;

/**
 * The path a person's day starts on. A rep stands at the booth while a show runs and follows up after it.
 * `today` is a local date, "2026-11-21".
 */
export function homeOf(roles: readonly string[], shows: readonly Show[], today: string): string {
  if (has(roles, 'supervisor', 'director', 'marketing')) return PATHS.triage;
  if (!has(roles, 'rep', 'contractor')) return has(roles, 'admin') ? PATHS.setup : PATHS.scan;
  const over = shows.length > 0 && !shows.some((show) => runs(show, today));
  return over ? PATHS.queue : PATHS.scan;
}
