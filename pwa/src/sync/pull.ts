/** Server -> phone. Each page and its cursor go in together; what the person has not sent yet is never touched. */
import { dropBytes } from '../store/bytes';
import type { BoxDb } from '../store/db';
import { getMeta, setMeta } from '../store/meta';
import { SCHEMA } from '../store/rows';
import type { PullAnswer, PullRequest } from '../wire';
import { epochTables, forgetDocuments, meetEpoch } from './epoch';
import { asDevice, type Pass, type Stop, stopFor } from './parts';

const KEEP_ACKED_MS = 14 * 86_400_000;
const KEEP_STORED_MS = 3 * 86_400_000;

/** Brings everything this person may see. Answers why it stopped early, null when it is up to date. */
export async function pullAll(pass: Pass): Promise<Stop | null> {
  for (;;) {
    if (!(await pass.stillMine())) return null;
    const asked = await request(pass);
    const answer = await asDevice<PullAnswer>(pass, 'POST', '/api/sync/v1/pull', { json: asked });
    if (!answer.ok) return stopFor(pass, answer);
    const after = await applyPage(pass, answer.data);
    if (after === 'restored') return { stop: 'again' };
    if (after === 'end') return null;
    if (standsStill(asked, answer.data))
      return { stop: 'wait', asked: null, offline: false, code: 'no_progress' };
  }
}

/** A server that keeps saying "more" without moving on must not keep the phone busy for ever. */
function standsStill(asked: PullRequest, page: PullAnswer): boolean {
  if (page.reset) return asked.cursor === null;
  return JSON.stringify(asked.cursor) === JSON.stringify(page.cursor);
}

async function request({ db, session, limits }: Pass): Promise<PullRequest> {
  return {
    device: session.device_id,
    schema: SCHEMA,
    cursor: (await getMeta(db, 'cursor')) ?? null,
    limit: limits.page,
    settings: (await getMeta(db, 'settings'))?.etag ?? null,
  };
}

async function applyPage(pass: Pass, page: PullAnswer): Promise<'restored' | 'more' | 'end'> {
  const { db, now } = pass;
  return db.transaction('rw', [...epochTables(db), db.blobs], async () => {
    const restored = await meetEpoch(db, page.epoch);
    if (page.reset) await forgetDocuments(db);
    if (restored) return 'restored';
    if (page.reset) return 'more';
    await putDocuments(db, page.put);
    for (const { s, id } of page.rm) await leaveScope(db, id, s);
    for (const scope of page.drop) await dropScope(db, scope);
    await setMeta(db, 'cursor', page.cursor);
    if (page.settings) await setMeta(db, 'settings', page.settings);
    if (page.more) return 'more';
    await settleAcked(db, page.clock, now());
    await setMeta(db, 'last_sync', now());
    return 'end';
  });
}

/** Two requests to the store for a page, not two for each lead of it: a phone feels the difference. */
async function putDocuments(db: BoxDb, put: PullAnswer['put']): Promise<void> {
  const stored = await db.docs.bulkGet([...new Set(put.map(({ d }) => d.id))]);
  const rows = new Map(stored.flatMap((row) => (row ? [[row.id, row]] : [])));
  for (const { s, d } of put) {
    const known = rows.get(d.id);
    const newest = known && known.doc.rev > d.rev ? known.doc : d;
    rows.set(d.id, { id: d.id, doc: newest, scopes: [...new Set([...(known?.scopes ?? []), s])] });
  }
  await db.docs.bulkPut([...rows.values()]);
}

async function leaveScope(db: BoxDb, id: string, scope: string): Promise<void> {
  const row = await db.docs.get(id);
  if (!row) return;
  const scopes = row.scopes.filter((s) => s !== scope);
  if (scopes.length > 0) {
    await db.docs.put({ ...row, scopes });
    return;
  }
  await db.docs.delete(id);
  // Bytes the server has go with it; those still waiting stay until it has them.
  const uploads = await db.uploads.where('lead').equals(id).toArray();
  await dropBytes(
    db,
    uploads.filter((upload) => upload.state === 'stored').map((upload) => upload.op),
  );
}

/** Lets go of a scope; a lead leaves with its last one. The caller's transaction holds docs, uploads and blobs. */
export async function dropScope(db: BoxDb, scope: string): Promise<void> {
  const ids = await db.docs.where('scopes').equals(scope).primaryKeys();
  for (const id of ids) await leaveScope(db, id, scope);
}

/** A finished pull holds every acknowledged change up to its clock: those need not be laid over the documents any more. */
async function settleAcked(db: BoxDb, clock: number, now: number): Promise<void> {
  const open = await db.acked.where('seen').equals(0).toArray();
  await db.acked.bulkPut(open.filter((row) => row.rev <= clock).map((row) => ({ ...row, seen: 1 as const })));
  await db.acked
    .where('seen')
    .equals(1)
    .filter((row) => row.at < now - KEEP_ACKED_MS)
    .delete();
  const stored = await db.uploads.where('state').equals('stored').toArray();
  const old = stored.filter((row) => (row.stored_at ?? now) < now - KEEP_STORED_MS);
  await dropBytes(
    db,
    old.map((row) => row.op),
  );
}
