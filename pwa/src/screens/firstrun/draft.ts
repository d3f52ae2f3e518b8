/** The first-run form as data, and what is wrong with it. Pure. */
import type { FieldErrors } from '../shared/problem';

export interface Draft {
  'organisation.name': string;
  'organisation.currency': string;
  'organisation.tz': string;
  'admin.name': string;
  'admin.email': string;
  'admin.password': string;
  'admin.also_supervisor': boolean;
  'event.name': string;
  'event.venue': string;
  'event.tz': string;
  'event.starts_on': string;
  'event.ends_on': string;
}

export const PAGES = ['organisation', 'admin', 'event'] as const;
export type Page = (typeof PAGES)[number];
export type Wrong = 'needed' | 'email' | 'password' | 'dates';

/** Shorter ones are refused by the server as well. */
export const MIN_PASSWORD = 12;

const NEEDED: readonly (keyof Draft)[] = [
  'organisation.name',
  'organisation.currency',
  'admin.name',
  'admin.email',
  'event.name',
  'event.starts_on',
  'event.ends_on',
];

/** `today` is a local date, "2026-11-21"; `tz` the browser's own zone. */
export const emptyDraft = (tz: string, today: string): Draft => ({
  'organisation.name': '',
  'organisation.currency': 'EUR',
  'organisation.tz': tz,
  'admin.name': '',
  'admin.email': '',
  'admin.password': '',
  'admin.also_supervisor': true,
  'event.name': '',
  'event.venue': '',
  'event.tz': tz,
  'event.starts_on': today,
  'event.ends_on': today,
});

/** What a page still lacks, so that the person hears it before the server is asked. */
export function wrongOn(page: Page, draft: Draft): Partial<Record<keyof Draft, Wrong>> {
  const wrong: Partial<Record<keyof Draft, Wrong>> = {};
  for (const name of NEEDED) {
    if (name.startsWith(page) && String(draft[name]).trim() === '') wrong[name] = 'needed';
  }
  if (page === 'admin') {
    if (!wrong['admin.email'] && !/^\S+@\S+\.\S+$/.test(draft['admin.email'])) wrong['admin.email'] = 'email';
    if (draft['admin.password'].length < MIN_PASSWORD) wrong['admin.password'] = 'password';
  }
  if (page === 'event' && draft['event.ends_on'] < draft['event.starts_on']) wrong['event.ends_on'] = 'dates';
  return wrong;
}

/** The page that holds the first refused field, so that the person lands in front of it. */
export const pageOf = (errors: FieldErrors): Page | null =>
  PAGES.find((page) => Object.keys(errors).some((name) => name.startsWith(`${page}.`))) ?? null;

/** The body of POST /api/v1/setup. */
export function setupBody(draft: Draft, token: string, language: string) {
  const body: Record<string, Record<string, string | boolean | null>> = { organisation: { language } };
  for (const [name, value] of Object.entries(draft)) {
    const [page = '', field = ''] = name.split('.');
    const trimmed = typeof value === 'string' && field !== 'password' ? value.trim() : value;
    body[page] = { ...body[page], [field]: trimmed === '' ? null : trimmed };
  }
  return { token, ...body };
}
