/** Live in the running app: waits at the server as this device, started by every pass that goes through. */
import { call } from '../api';
import type { BoxDb } from '../store/db';
import { getMeta } from '../store/meta';
import { createLive, type Live } from './live';
import type { Schedule } from './schedule';

let live: Live | null = null;

/** Begins to wait for news unless a request waits already. */
export function startLive(db: BoxDb, schedule: Schedule): void {
  live ??= createLive({
    ask: async (seconds, timeout) => {
      const session = await getMeta(db, 'session');
      const cursor = await getMeta(db, 'cursor');
      if (!session || !cursor || ((await getMeta(db, 'access')) ?? 'ok') !== 'ok') return null;
      const json = { cursor, settings: (await getMeta(db, 'settings'))?.etag ?? null, seconds };
      const headers = { Authorization: `Bearer ${session.token}` };
      return call('POST', '/api/sync/v1/wait', { json, headers, timeout });
    },
    pass: schedule.now,
    visible: () => document.visibilityState === 'visible',
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
    random: Math.random,
    works: schedule.live,
  });
  live.start();
}
