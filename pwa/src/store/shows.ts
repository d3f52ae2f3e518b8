/** The show this phone captures for. */
import type { Id, Show } from '../wire';
import { steady } from './db';
import { setMeta } from './meta';
import type { StoreParts } from './queue';

/** Picks the show. Leads captured while none was known get it, and may leave the phone now. */
export async function chooseShow({ db }: StoreParts, id: Id): Promise<void> {
  await steady(db, () =>
    db.transaction('rw', [db.meta, db.outbox], async () => {
      await setMeta(db, 'show', id);
      await db.outbox
        .where('held')
        .equals(1)
        .modify((row) => {
          row.held = 0;
          if (row.op.kind === 'put' && row.op.event === null) row.op.event = id;
        });
    }),
  );
}

/** The show to take without asking: the chosen one if still there, the only one, or the only one running on that day. */
export function obviousShow(shows: Show[], chosen: Id | undefined, today: string): Show | null {
  const kept = shows.find((show) => show.id === chosen);
  if (kept) return kept;
  if (shows.length === 1) return shows[0] ?? null;
  const running = shows.filter((show) => show.starts_on <= today && today <= show.ends_on);
  return running.length === 1 ? (running[0] ?? null) : null;
}
