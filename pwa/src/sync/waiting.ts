/** What every pass that goes through sets off in the running app: waiting for news, and once a day the self-check. */
import { type Call, call } from '../api';
import type { BoxDb } from '../store/db';
import { getMeta } from '../store/meta';
import { createLive, type Live } from './live';
import type { Schedule } from './schedule';
import { selfCheck } from './selfCheck';

let live: Live | null = null;

/** Begins to wait for news unless a request waits already. */
export function startLive(db: BoxDb, schedule: Schedule): void {
  live ??= createLive({
    ask: async (seconds, timeout) => {
      const mine = await asThisDevice(db);
      const cursor = await getMeta(db, 'cursor');
      if (!mine || !cursor) return null;
      const json = { cursor, settings: (await getMeta(db, 'settings'))?.etag ?? null, seconds };
      return mine('POST', '/api/sync/v1/wait', { json, timeout });
    },
    pass: schedule.now,
    visible: () => document.visibilityState === 'visible',
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
    random: Math.random,
    works: schedule.live,
  });
  live.start();
  void daily(db, schedule);
}

async function daily(db: BoxDb, schedule: Schedule): Promise<void> {
  const mine = await asThisDevice(db);
  if (mine && (await selfCheck({ db, call: mine, now: Date.now }))) await schedule.now();
}

/** A call with this device's token; null while there is none that holds. */
async function asThisDevice(db: BoxDb): Promise<Call | null> {
  const session = await getMeta(db, 'session');
  if (!session || ((await getMeta(db, 'access')) ?? 'ok') !== 'ok') return null;
  const headers = { Authorization: `Bearer ${session.token}` };
  return (method, path, options) => call(method, path, { ...options, headers });
}
