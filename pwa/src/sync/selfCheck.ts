/**
 * The daily self-check: the phone tells the server what it believes to hold of each scope; what differs is forgotten and
 * pulled anew. Unsent work is never touched. Nothing should ever differ: the server writes it down when it does.
 */
import type { Call } from '../api';
import { sha256 } from '../capture/sha256';
import type { BoxDb } from '../store/db';
import { getMeta, setMeta } from '../store/meta';
import type { Cursor } from '../wire';
import { dropScope } from './pull';

const EVERY_MS = 24 * 3_600_000;

export interface CheckParts {
  db: BoxDb;
  /** A call as this device. */
  call: Call;
  now: () => number;
}

interface Verdict {
  state: 'same' | 'behind' | 'differs';
  differ: string[];
}

/** Checks once a day. Answers true when something was forgotten, so that the next pull brings it again. */
export async function selfCheck({ db, call, now }: CheckParts): Promise<boolean> {
  const last = (await getMeta(db, 'checked_at')) ?? 0;
  if (now() - last < EVERY_MS && last <= now()) return false;
  const said = await held(db);
  if (!said) return false;
  const answer = await call<Verdict>('POST', '/api/sync/v1/check', { json: said });
  if (!answer.ok || answer.data.state === 'behind') return false;
  await setMeta(db, 'checked_at', now());
  return answer.data.state === 'differs' && forget(db, said.cursor, answer.data.differ);
}

/** What this phone holds, as of one moment. */
async function held(db: BoxDb) {
  const seen = await db.transaction('r', db.docs, db.meta, async () => ({
    cursor: await getMeta(db, 'cursor'),
    settings: (await getMeta(db, 'settings'))?.etag ?? null,
    rows: await db.docs.toArray(),
  }));
  const { cursor, settings } = seen;
  if (!cursor) return null;
  const scopes: Record<string, string> = {};
  for (const scope of Object.keys(cursor.s)) {
    const rows = seen.rows.filter((row) => row.scopes.includes(scope)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const lines = rows.map((row) => `${row.id}:${row.doc.rev}\n`).join('');
    scopes[scope] = `${rows.length}:${await sha256(new TextEncoder().encode(lines).buffer)}`;
  }
  return { cursor, settings, scopes };
}

/** Lets go of scopes, unless a pull has moved on meanwhile. */
async function forget(db: BoxDb, cursor: Cursor, scopes: string[]): Promise<boolean> {
  return db.transaction('rw', [db.docs, db.meta, db.uploads, db.blobs], async () => {
    const current = await getMeta(db, 'cursor');
    if (JSON.stringify(current) !== JSON.stringify(cursor)) return false;
    const kept = Object.entries(cursor.s).filter(([scope]) => !scopes.includes(scope));
    for (const scope of scopes) await dropScope(db, scope);
    await setMeta(db, 'cursor', { ...cursor, s: Object.fromEntries(kept) });
    return true;
  });
}
