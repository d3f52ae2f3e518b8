/** Giving many leads to somebody: what would change, doing it, taking it back. */
import { type Answer, api } from '../../api';
import type { Id } from '../../wire';

export interface Change {
  id: Id;
  from: Id | null;
  to: Id | null;
}

export interface Outcome {
  changed: Change[];
  skipped: { id: Id; code: string; title?: string }[];
}

export const assignMany = (
  lead_ids: readonly Id[],
  to: Id | null,
  reason: string,
  preview: boolean,
): Promise<Answer<Outcome>> => api.post<Outcome>('/api/v1/leads/assign', { lead_ids, to, reason, preview });

/** Leads of a change by the owner they had, so that each group goes back in one request. */
export function byFormerOwner(changed: readonly Change[]): Map<Id | null, Id[]> {
  const groups = new Map<Id | null, Id[]>();
  for (const { id, from } of changed) groups.set(from, [...(groups.get(from) ?? []), id]);
  return groups;
}

/** Gives every lead back to whom it belonged; answers how many went back. */
export async function giveBack(changed: readonly Change[], reason: string): Promise<number> {
  let count = 0;
  for (const [owner, ids] of byFormerOwner(changed)) {
    const answer = await assignMany(ids, owner, reason, false);
    if (answer.ok) count += answer.data.changed.length;
  }
  return count;
}

/** Why leads stay as they are, each reason once with its count. */
export function reasons(skipped: Outcome['skipped']): { text: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { title, code } of skipped) counts.set(title || code, (counts.get(title || code) ?? 0) + 1);
  return [...counts].map(([text, count]) => ({ text, count }));
}
