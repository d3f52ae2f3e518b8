import { signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import type { Engine, PassResult } from './engine';
import { createSchedule, EVERY_MS, LIVE_EVERY_MS } from './schedule';

function bench(results: PassResult[]) {
  let planned: { work: () => void; ms: number } | null = null;
  const clock = { now: 1000 };
  const engine: Engine = {
    status: signal({ state: 'idle', offline: false, code: null, last_ok: null }),
    flush: async () => undefined,
    pass: async () => results.shift() ?? { state: 'done' },
  };
  const timers = {
    set: (work: () => void, ms: number) => {
      planned = { work, ms };
      return planned;
    },
    clear: () => {
      planned = null;
    },
  };
  const schedule = createSchedule(
    engine,
    timers,
    () => clock.now,
    () => 0.5,
  );
  /** The planned moment has come. */
  const due = async () => {
    const before = planned;
    before?.work();
    await vi.waitUntil(() => planned !== before && planned !== null, { interval: 1 });
  };
  return { schedule, clock, planned: () => planned, due };
}

const offline: PassResult = { state: 'wait', asked: null, offline: true, code: 'offline' };

it('syncs every 30 seconds when all is well', async () => {
  const { schedule, planned } = bench([]);
  await schedule.now();
  expect(planned()?.ms).toBe(EVERY_MS);
});

it('asks seldom while the server tells by itself, and falls back to asking', async () => {
  const { schedule, planned } = bench([]);
  schedule.live(true);
  await schedule.now();
  expect(planned()?.ms).toBe(LIVE_EVERY_MS);
  schedule.live(false);
  expect(planned()?.ms).toBe(EVERY_MS);
});

it('waits longer after each failure, and starts afresh when the phone wakes', async () => {
  const { schedule, planned, due } = bench([offline, offline, offline, offline]);
  await schedule.now();
  expect(planned()?.ms).toBe(1500);
  await due();
  expect(planned()?.ms).toBe(2500);
  await due();
  expect(planned()?.ms).toBe(4500);
  schedule.woke();
  expect(planned()?.ms).toBe(0);
  await due();
  expect(planned()?.ms).toBe(1500);
});

it('waits no longer because cards were taken without the network', async () => {
  const { schedule, planned, due } = bench(Array.from({ length: 21 }, () => offline));
  for (let card = 0; card < 20; card++) {
    schedule.changed();
    await due();
  }
  expect(planned()?.ms).toBe(1500);
  await due();
  expect(planned()?.ms).toBe(2500);
});

it('a capture goes out at once, unless the server asked for a pause', async () => {
  const { schedule, clock, planned } = bench([
    offline,
    { state: 'wait', asked: 9000, offline: false, code: 'busy' },
  ]);
  await schedule.now();
  schedule.changed();
  expect(planned()?.ms).toBe(0);
  await schedule.now();
  clock.now += 2000;
  schedule.changed();
  expect(planned()?.ms).toBe(7000);
});

it('looks again soon when another tab was busy', async () => {
  const { schedule, planned } = bench([{ state: 'busy' }]);
  await schedule.now();
  expect(planned()?.ms).toBeLessThan(5000);
});
