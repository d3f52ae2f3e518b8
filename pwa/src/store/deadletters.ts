/** What the server refused. Nothing here is thrown away without a person saying so. */
import type { Id, Op } from '../wire';
import { dropBytes } from './bytes';
import { steady } from './db';
import { type Draft, enqueue, type StoreParts } from './queue';

/** Sends a refused operation again as a new one, with the person's changes. Answers the new id. */
export async function resend(parts: StoreParts, id: Id, changed: Partial<Op> = {}): Promise<Id> {
  const { db } = parts;
  return steady(db, () =>
    db.transaction('rw', [db.dead, db.outbox, db.docs, db.uploads], async () => {
      const row = await db.dead.get(id);
      if (!row) throw new Error(`no refused operation ${id}`);
      const { id: _id, seq: _seq, at: _at, ...rest } = { ...row.op, ...changed };
      const base = (await db.docs.get(row.lead))?.doc.rev;
      const draft = rest.kind === 'put' && base !== undefined ? { ...rest, base } : rest;
      const made = await enqueue(parts, draft as Draft);
      const upload = await db.uploads.get(id);
      if (upload) {
        await db.uploads.put({ ...upload, op: made, state: 'waiting', tries: 0, code: null });
        await db.uploads.delete(id);
      }
      await db.dead.delete(id);
      return made;
    }),
  );
}

/** Forgets a refused operation and the bytes only it held. Ask the person first. */
export async function discard({ db }: StoreParts, id: Id): Promise<void> {
  await steady(db, () =>
    db.transaction('rw', [db.dead, db.uploads, db.blobs], async () => {
      await dropBytes(db, [id]);
      await db.dead.delete(id);
    }),
  );
}
