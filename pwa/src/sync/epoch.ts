/** The server's history has a name. When a backup is restored the name changes, and what it forgot is sent again. */
import type { BoxDb } from '../store/db';
import { getMeta, setMeta } from '../store/meta';
import type { AckedRow, OutboxRow } from '../store/rows';
import type { Op } from '../wire';

/** Tables `meetEpoch` works on; the caller's transaction must hold them. */
export const epochTables = (db: BoxDb) => [db.meta, db.docs, db.acked, db.outbox, db.uploads];

/**
 * Takes note of the epoch an answer came with. On a new one: forgets documents and cursor, and puts kept operations that
 * another epoch had acknowledged back into the outbox with their stamps. Answers true when that happened.
 */
export async function meetEpoch(db: BoxDb, epoch: string): Promise<boolean> {
  const known = await getMeta(db, 'epoch');
  if (known === epoch) return false;
  await setMeta(db, 'epoch', epoch);
  if (known === undefined) return false;
  await forgetDocuments(db);
  await requeue(db, epoch);
  return true;
}

/** Forgets what the server sent down, never what waits to be sent up. */
export async function forgetDocuments(db: BoxDb): Promise<void> {
  await db.docs.clear();
  await db.meta.delete('cursor');
}

async function requeue(db: BoxDb, epoch: string): Promise<void> {
  const old = await db.acked.filter((row) => row.epoch !== epoch).toArray();
  await db.outbox.bulkPut(old.map(toOutbox));
  await db.acked.bulkDelete(old.map((row) => row.id));
  // The restored server may have lost bytes too: ask again for all we still hold.
  const leads = [...new Set(old.map((row) => row.lead))];
  await db.uploads.where('lead').anyOf(leads).modify({ state: 'waiting', tries: 0, code: null });
}

function toOutbox({ n, id, lead, op, stamps }: AckedRow): OutboxRow {
  const again = stamps ? ({ ...op, stamps } as Op) : op;
  return { n, id, lead, op: again, tried: 1, held: 0 };
}
