/** One phone in memory: store and engine over fake-indexeddb, a clock to set and chance from a seed. */

import { createHash } from 'node:crypto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { createApi } from '../src/api';
import { BoxDb } from '../src/store/db';
import { setMeta } from '../src/store/meta';
import { openStore, type Store } from '../src/store/store';
import { createEngine, type Engine } from '../src/sync/engine';
import { leaseLock } from '../src/sync/lock';
import type { FakeServer } from './fakeServer';

export interface Phone {
  store: Store;
  engine: Engine;
  db: BoxDb;
  clock: { now: number };
  /** The app starts again on the same storage, as after a crash. */
  restart(): Promise<Phone>;
}

export const START = 1_800_000_000_000;

export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export async function newPhone(
  server: Pick<FakeServer, 'fetch'>,
  {
    token = 'token-1',
    user = 'u1',
    device = '',
    paired = true,
    indexedDB = new IDBFactory(),
    now = START,
    seed = 1,
  } = {},
): Promise<Phone> {
  const db = new BoxDb('box', { indexedDB: indexedDB as unknown as IDBFactory, IDBKeyRange });
  const clock = { now };
  const chance = seeded(seed);
  const random = (bytes: Uint8Array) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(chance() * 256);
  };
  const call = createApi({ fetch: server.fetch, token: () => null, now: () => clock.now });
  const tick = () => clock.now++;
  const store = openStore({ db, now: tick, random, call, label: 'test phone', today: () => '2027-01-15' });
  if (paired) {
    const me = { id: user, name: 'Ada', email: 'ada@example.com', roles: ['rep'] };
    const org = { name: 'Acme', currency: 'EUR' };
    await setMeta(db, 'session', { by: 'code', device_id: device || `d-${user}`, token, user: me, org });
    await setMeta(db, 'owner', user);
    await setMeta(db, 'access', 'ok');
  }
  const engine = createEngine(
    { db, call, now: () => clock.now, app: 'test' },
    leaseLock(db, () => clock.now, `h${seed}`),
  );
  return {
    store,
    engine,
    db,
    clock,
    async restart() {
      db.close();
      clock.now += 120_000;
      return newPhone(server, {
        token,
        user,
        device,
        paired: false,
        indexedDB,
        now: clock.now,
        seed: seed + 1,
      });
    },
  };
}

/** A capture with a picture of so many bytes. */
export function card(bytes: number, fill = 7, side: 'front' | 'back' = 'front') {
  const data = new Uint8Array(bytes).fill(fill);
  const sha256 = createHash('sha256').update(data).digest('hex');
  return {
    kind: 'card' as const,
    side,
    blob: { data: data.buffer as ArrayBuffer, sha256, mime: 'image/jpeg' },
  };
}

/** The current value of a live signal once the condition holds. */
export async function eventually<T>(read: () => T, holds: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 400; i++) {
    const value = read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`never held; last value ${JSON.stringify(read())}`);
}
