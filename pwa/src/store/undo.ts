/** Taking back. What has left the phone cannot be unsent; it is undone by a new operation instead. */
import type { Id } from '../wire';
import { dropBytes } from './bytes';
import { steady } from './db';
import type { StoreParts } from './queue';
import type { Writes } from './writes';

/** Takes one operation back while it is unsent; false when it may have reached the server. */
export async function undo({ db }: StoreParts, op: Id): Promise<boolean> {
  return steady(db, () =>
    db.transaction('rw', [db.outbox, db.blobs, db.uploads], async () => {
      const row = await db.outbox.where('id').equals(op).first();
      if (!row || row.tried) return false;
      await db.outbox.delete(row.n);
      await dropBytes(db, [op]);
      return true;
    }),
  );
}

/** Takes a whole capture back: gone while nothing of it left the phone, in the bin (for everybody) after. */
export async function undoCapture({ db }: StoreParts, writes: Writes, lead: Id): Promise<void> {
  const gone = await steady(db, () =>
    db.transaction('rw', [db.docs, db.acked, db.outbox, db.blobs, db.uploads], async () => {
      const rows = await db.outbox.where('lead').equals(lead).toArray();
      const known = (await db.docs.get(lead)) ?? (await db.acked.where('lead').equals(lead).first());
      if (known || rows.some((row) => row.tried)) return false;
      await db.outbox.bulkDelete(rows.map((row) => row.n));
      await dropBytes(
        db,
        rows.map((row) => row.id),
      );
      return true;
    }),
  );
  if (!gone) await writes.patchLead(lead, { trashed: true });
}
