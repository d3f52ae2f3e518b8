/** Chooses what goes into the next push and numbers it. */
import type { BoxDb } from '../store/db';
import { getMeta, setMeta } from '../store/meta';
import type { OutboxRow } from '../store/rows';
import type { Op } from '../wire';
import type { Limits } from './parts';

export interface Batch {
  rows: OutboxRow[];
  oldest_seq: number;
  last_seq: number;
  /** Leads that still have something unsent once this batch has arrived: what the manager sees as "still on phones". */
  leads_left: number;
  /** When the oldest of what stays behind was made, by this device's clock. */
  oldest_at: number | null;
}

/**
 * The next operations after place `after`, lowest first, within the limits (at least one). They get their `seq` and count as
 * tried from here on, in one transaction that ends before anything is sent. Leads without a show stay behind.
 */
export async function takeBatch(db: BoxDb, after: number, limits: Limits): Promise<Batch | null> {
  return db.transaction('rw', db.outbox, db.meta, async () => {
    const ready = await db.outbox
      .where('n')
      .above(after)
      .filter((row) => row.held === 0)
      .limit(limits.ops)
      .toArray();
    const rows = withinBytes(ready, limits.bytes);
    if (rows.length === 0) return null;
    let next = (await getMeta(db, 'next_seq')) ?? 1;
    const numbered = rows.map((row) => (row.tried ? row : number(row, next++)));
    await db.outbox.bulkPut(numbered);
    await setMeta(db, 'next_seq', next);
    const open = await db.outbox.toArray();
    const seqs = open.filter((row) => row.tried).map((row) => row.op.seq);
    const last_seq = next - 1 + (open.length - seqs.length);
    const going = new Set(numbered.map((row) => row.n));
    const staying = open.filter((row) => !going.has(row.n));
    return {
      rows: numbered,
      oldest_seq: Math.min(...seqs),
      last_seq,
      leads_left: new Set(staying.map((row) => row.lead)).size,
      oldest_at: staying.length ? Math.min(...staying.map((row) => row.op.at)) : null,
    };
  });
}

const encoder = new TextEncoder();

function number(row: OutboxRow, seq: number): OutboxRow {
  return { ...row, op: { ...row.op, seq } as Op, tried: 1 };
}

function withinBytes(rows: OutboxRow[], bytes: number): OutboxRow[] {
  let total = 0;
  const end = rows.findIndex((row) => {
    total += encoder.encode(JSON.stringify(row.op)).length;
    return total > bytes;
  });
  return end < 0 ? rows : rows.slice(0, Math.max(1, end));
}
