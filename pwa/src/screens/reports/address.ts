/** Which report and which filters: they live in the address, so they can be shared and undone by "back". Pure. */
export const NAMES = ['show', 'class', 'rep', 'from', 'to', 'by'] as const;
export type FilterName = (typeof NAMES)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

type Query = Readonly<Record<string, string>>;

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A day half typed would be refused by the server: it does not count yet. */
const counts = (name: FilterName, value: string | undefined): boolean =>
  Boolean(value) && ((name !== 'from' && name !== 'to') || DAY.test(value ?? ''));

export const readFilters = (query: Query): Filters =>
  Object.fromEntries(NAMES.filter((name) => counts(name, query[name])).map((name) => [name, query[name]]));

/** The address of a report; without a name that of the list. Filters that are about people and time go along. */
export function addressOf(name: string | null, filters: Filters = {}, change: Filters = {}): string {
  if (!name) return '/reports';
  const next = { ...filters, ...change };
  const query = new URLSearchParams({ r: name });
  for (const filter of NAMES) {
    const value = next[filter];
    if (value) query.set(filter, value);
  }
  return `/reports?${query}`;
}

/** The filters as the server takes them. A period that ends before it begins is still being typed. */
export function apiQuery(filters: Filters): URLSearchParams {
  const turned = filters.from && filters.to && filters.to < filters.from;
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = filters[name];
    if (value && !(turned && name === 'to')) query.set(name, value);
  }
  return query;
}

export const isNarrowed = (filters: Filters): boolean =>
  NAMES.some((name) => name !== 'by' && Boolean(filters[name]));

/** The month the period is exactly, `2026-03`, or null. */
export function wholeMonth({ from, to }: Filters): string | null {
  if (!from || !to || !from.endsWith('-01') || from.slice(0, 7) !== to.slice(0, 7)) return null;
  const [year = 0, month = 0] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return to === last ? from.slice(0, 7) : null;
}
