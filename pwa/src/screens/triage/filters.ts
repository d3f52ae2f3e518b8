/** The filters of the table live in the address: shareable, reloadable, undone by "back". Pure. */
export const NEEDS = ['owner', 'escalated', 'reading', 'touch', 'contact', 'decision'] as const;
export const SORTS = ['captured', 'name', 'class', 'owner', 'status', 'next'] as const;
export type SortKey = (typeof SORTS)[number];

const NAMES = [
  'event',
  'owner',
  'class',
  'status',
  'track',
  'needs',
  'overdue',
  'q',
  'sort',
  'page',
] as const;
export type FilterName = (typeof NAMES)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

export const PAGE_SIZE = 100;

/** `event=all` is ours: it keeps the default show out; the server knows only show ids. */
export const ALL_SHOWS = 'all';

export function readFilters(query: Readonly<Record<string, string>>, defaultShow: string | null): Filters {
  const known = NAMES.filter((name) => query[name]).map((name) => [name, query[name]]);
  return { ...(defaultShow && { event: defaultShow }), ...Object.fromEntries(known) };
}

/** The address for a change; every change but a turn of the page starts at page 1. */
export function addressFor(filters: Filters, change: Filters): string {
  const next: Record<string, string | undefined> = { ...filters, page: undefined, ...change };
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = next[name];
    if (value) query.set(name, value);
  }
  const text = query.toString();
  return `/triage${text && `?${text}`}`;
}

/** The same filters as the server takes them. */
export function apiQuery(filters: Filters): string {
  const query = new URLSearchParams({ page_size: String(PAGE_SIZE) });
  for (const name of NAMES) {
    const value = filters[name];
    if (value && !(name === 'event' && value === ALL_SHOWS)) query.set(name, value);
  }
  return query.toString();
}

/** Whether something narrows the list beyond the show. */
export const isNarrowed = (filters: Filters): boolean =>
  NAMES.some((name) => !['event', 'sort', 'page'].includes(name) && Boolean(filters[name]));

/** A click on a column: ascending, then descending; what is urgent or new first where that is the natural wish. */
export function nextSort(current: string | undefined, key: SortKey): string {
  const first = key === 'captured' ? '-captured' : key;
  if (current !== key && current !== `-${key}`) return first;
  return current.startsWith('-') ? key : `-${key}`;
}

export function sortState(current: string | undefined, key: SortKey): 'ascending' | 'descending' | 'none' {
  const sort = current ?? '-captured';
  if (sort === key) return 'ascending';
  return sort === `-${key}` ? 'descending' : 'none';
}
