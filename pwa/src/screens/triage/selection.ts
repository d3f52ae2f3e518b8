/** Which rows are picked, by click, key and shift. Pure. */
import type { Id } from '../../wire';

/** The server takes no more in one go. */
export const MOST = 500;

export interface Selection {
  picked: ReadonlySet<Id>;
  /** Where a range starts. */
  anchor: Id | null;
}

export const NOTHING: Selection = { picked: new Set(), anchor: null };

const capped = (ids: Iterable<Id>): ReadonlySet<Id> => new Set([...ids].slice(0, MOST));

export function toggle({ picked }: Selection, id: Id): Selection {
  const next = new Set(picked);
  if (!next.delete(id)) next.add(id);
  return { picked: capped(next), anchor: id };
}

/** Picks everything between the anchor and `id`, in the order on screen. */
export function extend(selection: Selection, order: readonly Id[], id: Id): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggle(selection, id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { picked: capped([...selection.picked, ...range]), anchor: selection.anchor };
}

export const allOn = ({ picked }: Selection, order: readonly Id[]): boolean =>
  order.length > 0 && order.every((id) => picked.has(id));

/** The box in the head of the table: all of this page, or none of it. */
export function toggleAll(selection: Selection, order: readonly Id[]): Selection {
  if (!allOn(selection, order)) return { picked: capped([...selection.picked, ...order]), anchor: null };
  const next = new Set(selection.picked);
  for (const id of order) next.delete(id);
  return { picked: next, anchor: null };
}
