/** "Mine": who took the card keeps the lead, unless they say otherwise. */
import type { Id } from '../wire';
import { steady } from './db';
import { enqueue, type StoreParts } from './queue';

/**
 * Takes the lead, or puts it back for anybody. While the capture has not left the phone its own word is changed,
 * so that the server never hears of a claim that was not meant.
 */
export async function setMine(parts: StoreParts, lead: Id, mine: boolean, reason: string): Promise<void> {
  const { db } = parts;
  await steady(db, () =>
    db.transaction('rw', db.outbox, async () => {
      const [first] = await db.outbox.where('lead').equals(lead).sortBy('n');
      if (first?.op.kind === 'put' && first.op.base === 0 && !first.tried) {
        const { mine: _before, ...op } = first.op;
        await db.outbox.put({ ...first, op: mine ? { ...op, mine } : op });
        return;
      }
      await enqueue(
        parts,
        mine ? { kind: 'claim', lead } : { kind: 'assign', lead, body: { to: null, reason } },
      );
    }),
  );
}
