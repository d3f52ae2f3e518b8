/** What the server answers about many leads, and how it is asked. */
import { type Answer, api, type Failure } from '../../api';
import type { Id, Millis, NextStep } from '../../wire';
import { ALL_SHOWS, apiQuery, type Filters } from './filters';

export interface Row {
  id: Id;
  captured_at: Millis;
  owner_id: Id | null;
  acting_id: Id | null;
  escalation: number;
  escalation_why: string | null;
  class: string | null;
  sales_ready: boolean;
  status: number;
  track: string;
  outcome: string | null;
  given_name: string | null;
  family_name: string | null;
  company: string | null;
  job_title: string | null;
  email: string | null;
  rating: string | null;
  needs_review: boolean;
  next_step: NextStep | null;
  attempts: number;
}

export interface Page {
  rows: Row[];
  total: number;
  pages: number;
}

export interface Summary {
  total: number;
  no_owner: number;
  escalated: number;
  unread: number;
  to_decide: number;
  untouched: number;
  overdue: number;
  oldest_untouched_at: Millis | null;
  on_phones: number;
}

interface Paging {
  total: number;
  total_pages: number;
}

export async function loadPage(
  filters: Filters,
  signal: AbortSignal,
): Promise<{ ok: true; page: Page } | Failure> {
  const answer = await api.get<Row[]>(`/api/v1/leads?${apiQuery(filters)}`, { signal });
  if (!answer.ok) return answer;
  const told = JSON.parse(answer.headers.get('X-Pagination') ?? '{}') as Partial<Paging>;
  const total = told.total ?? answer.data.length;
  return { ok: true, page: { rows: answer.data, total, pages: Math.max(1, told.total_pages ?? 1) } };
}

export function loadSummary(event: string | undefined, signal: AbortSignal): Promise<Answer<Summary>> {
  const query = event && event !== ALL_SHOWS ? `?event=${event}` : '';
  return api.get<Summary>(`/api/v1/leads/summary${query}`, { signal });
}
