/** Whose phone this is. The queue belongs to one person: another one's sign-in never sends it. */
import type { Answer, Call, Failure } from '../api';
import type { Enrolled, Id, Me, Org } from '../wire';
import { type BoxDb, steady } from './db';
import { uuid7 } from './ids';
import { getMeta, setMeta } from './meta';
import type { StoreParts } from './queue';
import type { Paired, Session } from './types';

/** This installation's id; made once, a new one after a sign-out. */
export async function deviceId({ db, now, random }: StoreParts): Promise<Id> {
  return db.transaction('rw', db.meta, async () => {
    const known = await getMeta(db, 'device');
    if (known) return known;
    const made = uuid7(now(), random);
    await setMeta(db, 'device', made);
    return made;
  });
}

/** Trades a pairing code (15 minutes, once) for a device token. */
export async function pairWith(parts: StoreParts, call: Call, code: string, label: string): Promise<Paired> {
  const device_id = await deviceId(parts);
  const json = { code, device_id, label, app_version: __APP_VERSION__ };
  return adopt(parts, await call<Enrolled>('POST', '/api/v1/enrolments/claim', { json, cookieOnly: true }));
}

/** Registers a browser where a person is signed in by password. */
export async function registerBrowser(
  parts: StoreParts,
  call: Call,
  me: { user: Me; org: Org },
  label: string,
): Promise<Paired> {
  const device_id = await deviceId(parts);
  const json = { device_id, label, app_version: __APP_VERSION__ };
  const answer = await call<{ device_id: Id; token: string }>('POST', '/api/v1/devices', {
    json,
    cookieOnly: true,
  });
  return adopt(
    parts,
    answer.ok ? { ...answer, data: { ...answer.data, user: me.user, org: me.org } } : answer,
    'password',
  );
}

async function adopt(
  { db }: StoreParts,
  answer: Answer<Enrolled>,
  by: Session['by'] = 'code',
): Promise<Paired> {
  if (!answer.ok) return refused(answer);
  const { device_id, token, user, org } = answer.data;
  const session: Session = { device_id, token, user, org, by };
  const tables = [db.meta, db.docs, db.outbox, db.acked, db.dead, db.blobs, db.uploads];
  return steady(db, () =>
    db.transaction('rw', tables, async (): Promise<Paired> => {
      const owner = await getMeta(db, 'owner');
      if (owner && owner !== user.id) {
        if ((await unsentCount(db)) > 0) return { ok: false, code: 'other_person', title: '', status: 409 };
        await forget(db);
      }
      await setMeta(db, 'session', session);
      await setMeta(db, 'device', device_id);
      await setMeta(db, 'owner', user.id);
      await setMeta(db, 'access', 'ok');
      return { ok: true, session };
    }),
  );
}

function refused({ problem, status }: Failure): Paired {
  return { ok: false, code: problem.code, title: problem.title, status };
}

/** Operations and bytes the server does not have, refused ones included. */
export async function unsentCount(db: BoxDb): Promise<number> {
  const uploads = await db.uploads.where('state').notEqual('stored').count();
  return (await db.outbox.count()) + (await db.dead.count()) + uploads;
}

/** Wipes this phone, unless something is unsent and not `force`. */
export async function signOut(
  { db }: StoreParts,
  options: { force?: boolean } = {},
): Promise<{ ok: true } | { ok: false; unsent: number }> {
  return steady(db, () =>
    db.transaction('rw', db.tables, async () => {
      const unsent = await unsentCount(db);
      if (unsent > 0 && !options.force) return { ok: false as const, unsent };
      await forget(db);
      await db.memos.clear();
      return { ok: true as const };
    }),
  );
}

async function forget(db: BoxDb): Promise<void> {
  for (const table of [db.docs, db.outbox, db.acked, db.dead, db.blobs, db.uploads, db.meta])
    await table.clear();
}
