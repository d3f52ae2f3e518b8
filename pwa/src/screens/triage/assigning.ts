/** Giving many leads to somebody: what would change, doing it, taking it back. */
import { type Answer, api } from '../../api';
import type { Id } from '../../wire';

export interface Change {
  id: Id;
  from: Id | null;
  to: Id | null;
}

export interface Share {
  id: Id | null;
  name: string | null;
  count: number;
  why: { words: string; count: number }[];
}

export interface Outcome {
  changed: Change[];
  skipped: { id: Id; code: string; title?: string }[];
  /** Who gets how many, by which rule. */
  people: Share[];
  /** Names what would change: doing it is refused when something else would by then. */
  seen: string;
  /** Names what was done, for taking it back. */
  batch: Id | null;
}

/** Somebody, the pool (null), or whoever the rules choose. */
export type Target = { to: Id | null } | { by_rule: true };

/** What would happen. */
export const previewMany = (
  lead_ids: readonly Id[],
  target: Target,
  reason: string,
): Promise<Answer<Outcome>> =>
  api.post<Outcome>('/api/v1/leads/assign', { lead_ids, ...target, reason, preview: true });

/** Does what the preview said. */
export const assignMany = (
  lead_ids: readonly Id[],
  target: Target,
  reason: string,
  seen: string,
): Promise<Answer<Outcome>> =>
  api.post<Outcome>('/api/v1/leads/assign', { lead_ids, ...target, reason, seen });

/** Gives every lead back to whom it belonged, but for what somebody changed since. */
export const undoMany = (batch: Id): Promise<Answer<{ changed: Change[]; kept: number }>> =>
  api.post<{ changed: Change[]; kept: number }>('/api/v1/leads/assign/undo', { batch });

/** Leads of a change by the owner they had. */
export function byFormerOwner(changed: readonly Change[]): Map<Id | null, Id[]> {
  const groups = new Map<Id | null, Id[]>();
  for (const { id, from } of changed) groups.set(from, [...(groups.get(from) ?? []), id]);
  return groups;
}

/** Why leads stay as they are, each reason once with its count. */
export function reasons(skipped: Outcome['skipped']): { text: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { title, code } of skipped) counts.set(title || code, (counts.get(title || code) ?? 0) + 1);
  return [...counts].map(([text, count]) => ({ text, count }));
}
