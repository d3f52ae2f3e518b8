/** What the server says of people who own leads, and how hand-overs are asked for (docs/api.md). */
import { type Answer, api } from '../../api';
import type { Id } from '../../wire';
import type { Absence } from '../shared/absence/absence';

export interface Owner extends Absence {
  id: Id;
  name: string;
  active: boolean;
  open: number;
  overdue: number;
  ab: number;
  escalated: number;
  covering: number;
  away: boolean;
  contract_until: string | null;
  ends_soon: boolean;
}

export interface Share {
  id: Id | null;
  name: string | null;
  count: number;
  why: { words: string; count: number }[];
}

export interface Effect {
  total: number;
  people: Share[];
}

export interface Handover {
  id: Id;
  from: Id;
  to: Id[];
  reason: string;
  at: string;
  state: 'running' | 'done' | 'undoing' | 'undone';
  total: number;
  moved: number;
  returned: number;
}

const PATH = '/api/v1/handovers';

export const previewOf = (from: Id, to: readonly Id[]): Promise<Answer<Effect>> =>
  api.post<Effect>(`${PATH}/preview`, { from, to });

export const handOver = (from: Id, to: readonly Id[], reason: string): Promise<Answer<Handover>> =>
  api.post<Handover>(PATH, { from, to, reason });

export const takeBack = (id: Id): Promise<Answer<Handover>> => api.post<Handover>(`${PATH}/${id}/undo`);
