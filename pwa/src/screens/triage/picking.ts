import { useState } from 'preact/hooks';
import type { Id } from '../../wire';
import { extend, NOTHING, toggle, toggleAll } from './selection';

/** Cursor and picked rows; both outlive a refresh of the same rows. */
export function usePicking(order: readonly Id[]) {
  const [cursor, setCursor] = useState<Id | null>(null);
  const [selection, setSelection] = useState(NOTHING);
  const at = cursor === null ? -1 : order.indexOf(cursor);
  const move = (by: number) => setCursor(order[Math.min(order.length - 1, Math.max(0, at + by))] ?? null);
  const pick = (id: Id, range: boolean) => {
    setCursor(id);
    setSelection(range ? extend(selection, order, id) : toggle(selection, id));
  };
  const pickAll = () => setSelection(toggleAll(selection, order));
  const clear = () => setSelection(NOTHING);
  return { cursor: at < 0 ? null : cursor, setCursor, move, selection, pick, pickAll, clear };
}
