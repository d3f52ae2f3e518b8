/** Reports as the server answers them, and how they are asked (docs/reports.md). */
import { type Answer, api } from '../../api';
import type { Id, Millis } from '../../wire';
import type { Filters } from './address';
import { apiQuery } from './address';

export type Unit = 'number' | 'share' | 'money' | 'span' | 'instant' | 'minutes' | 'ratio';
export type Key = readonly (string | number | boolean | null)[];

export interface Entry {
  name: string;
  group: string;
  group_title: string;
  title: string;
  question: string;
  formula: string[];
  basis: string;
}

export interface Column {
  name: string;
  label: string;
  says: string;
  unit: Unit;
  /** Whether leads can be shown behind it. */
  leads: boolean;
}

export interface Dimension {
  name: string;
  label: string;
}

export type Values = Readonly<Record<string, number | null | undefined>>;

export interface ReportRow {
  /** Null where no leads stand behind the row. */
  key: Key | null;
  labels: string[];
  values: Values;
}

export interface ReportTable {
  name: string;
  title: string;
  by: Dimension[];
  can_be_by: Dimension[];
  columns: Column[];
  rows: ReportRow[];
  total: Values;
}

export interface Report extends Entry {
  at: string;
  currency: string;
  time_zone: string;
  headline: { table: string; figure: string; value: number | null };
  tables: ReportTable[];
}

/** One figure of one row; `key` null: of the total. */
export interface Cell {
  table: ReportTable;
  column: Column;
  key: Key | null;
  /** What the row is called. */
  row: string;
}

export interface BehindLead {
  id: Id;
  given_name: string | null;
  family_name: string | null;
  company: string | null;
  class: string;
  owner_id: Id | null;
  captured_at: Millis;
  amount: number;
}

export interface Behind {
  total: number;
  hidden: number;
  page: number;
  total_pages: number;
  leads: BehindLead[];
}

export const loadList = (signal: AbortSignal): Promise<Answer<Entry[]>> =>
  api.get('/api/v1/reports', { signal });

export const loadReport = (name: string, filters: Filters, signal: AbortSignal): Promise<Answer<Report>> =>
  api.get(`/api/v1/reports/${name}?${apiQuery(filters)}`, { signal });

function cellQuery(filters: Filters, cell: Cell): URLSearchParams {
  const query = apiQuery(filters);
  query.set('cell', `${cell.table.name}.${cell.column.name}`);
  if (cell.key) query.set('key', JSON.stringify(cell.key));
  return query;
}

export function loadBehind(
  name: string,
  filters: Filters,
  cell: Cell,
  page: number,
  signal: AbortSignal,
): Promise<Answer<Behind>> {
  const query = cellQuery(filters, cell);
  query.set('page', String(page));
  return api.get(`/api/v1/reports/${name}/leads?${query}`, { signal });
}

/** Files for programs, and files for spreadsheets. */
export type FileKind = 'csv' | 'xlsx';

export const leadsFile = (name: string, filters: Filters, cell: Cell, kind: FileKind): string =>
  `/api/v1/reports/${name}/leads.${kind}?${cellQuery(filters, cell)}`;

export function rowsFile(name: string, filters: Filters, table: string, kind: FileKind): string {
  const query = apiQuery(filters);
  query.set('table', table);
  return `/api/v1/reports/${name}/rows.${kind}?${query}`;
}
