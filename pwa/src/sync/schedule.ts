/** When to sync: after a change, when the network or the person comes back, every 30 s, and after a pause when it failed. */
import { backoff } from './backoff';
import type { Engine, PassResult } from './engine';

export const EVERY_MS = 30_000;
/** While the server tells us of news by itself. */
export const LIVE_EVERY_MS = 300_000;
/** Another tab was at it: look again soon whether it took along what was written here. */
const BUSY_MS = 2000;

export interface Timers {
  set: (work: () => void, ms: number) => unknown;
  clear: (timer: unknown) => void;
}

export interface Schedule {
  /** Something changed here. Waits for a pause the server asked for, not for our own back-off. */
  changed(): void;
  /** The network, the page or the person came back: start over with short pauses. */
  woke(): void;
  /** The person pressed "send now": never waits. */
  now(): Promise<PassResult>;
  /** Whether the server tells us of news by itself (live.ts). */
  live(works: boolean): void;
  stop(): void;
}

export function createSchedule(
  engine: Engine,
  timers: Timers,
  clock: () => number,
  random: () => number,
): Schedule {
  let timer: unknown;
  /** Retries in a row that failed after their pause. */
  let tries = 0;
  /** Before this moment the server does not want to hear from us. */
  let notBefore = 0;
  let stopped = false;
  let every = EVERY_MS;

  function plan(ms: number, retry = false): void {
    timers.clear(timer);
    if (!stopped) timer = timers.set(() => void run(retry), ms);
  }

  async function run(retry = false): Promise<PassResult> {
    timers.clear(timer);
    const result = await engine.pass();
    if (result.state === 'wait') {
      // A pass that a new card brought about says nothing of how long the network has been away: twenty cards taken without
      // it must not make the phone wait five minutes once it is back.
      if (retry) tries++;
      notBefore = clock() + (result.asked ?? 0);
      plan(backoff(tries, random(), result.asked), true);
    } else {
      tries = 0;
      notBefore = 0;
      plan(result.state === 'busy' ? BUSY_MS : every);
    }
    return result;
  }

  return {
    changed: () => plan(Math.max(0, notBefore - clock())),
    woke: () => {
      tries = 0;
      plan(Math.max(0, notBefore - clock()));
    },
    now: () => run(),
    live: (works) => {
      const before = every;
      every = works ? LIVE_EVERY_MS : EVERY_MS;
      if (every < before && tries === 0) plan(every);
    },
    stop: () => {
      stopped = true;
      timers.clear(timer);
    },
  };
}
