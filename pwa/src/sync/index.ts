/** Syncing in the running app: the engine on the phone's own store, woken by the page's events. */
import { effect } from '@preact/signals';
import { call } from '../api';
import { store } from '../store';
import { createEngine, type Engine } from './engine';
import { leaseLock, webLock } from './lock';
import { createSchedule, type Schedule } from './schedule';

export type { PassResult, SyncStatus } from './engine';

const { db } = store.parts;
const lock = navigator.locks ? webLock(navigator.locks) : leaseLock(db, Date.now, `tab-${Math.random()}`);
const engine: Engine = createEngine({ db, call, now: Date.now, app: __APP_VERSION__ }, lock);
const schedule: Schedule = createSchedule(
  engine,
  { set: (work, ms) => setTimeout(work, ms), clear: (timer) => clearTimeout(timer as number | undefined) },
  Date.now,
  Math.random,
);

/** What the last passes came to, live. */
export const syncStatus = engine.status;
/** Syncs at once; for "send now". */
export const syncNow = schedule.now;

/** Live comes with the first pass that went through: it is not in the first load. */
function goLive(): void {
  void import('./waiting').then(({ startLive }) => startLive(db, schedule));
}

/** Starts syncing for the life of the page. */
export function startSync(): void {
  store.onWrite(schedule.changed);
  addEventListener('online', schedule.woke);
  addEventListener('pageshow', schedule.woke);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') schedule.woke();
    else void engine.flush();
  });
  schedule.woke();
  effect(() => {
    if (engine.status.value.last_ok !== null) goLive();
  });
}
