import { expect, it } from 'vitest';
import type { Answer } from '../api';
import type { PassResult } from './engine';
import { createLive } from './live';

type Reply = Answer<{ changed: boolean }> | null;
const said = (changed: boolean): Reply => ({
  ok: true,
  status: 200,
  data: { changed },
  headers: new Headers(),
});
const refused = (status: number, retryAfter: number | null = null): Reply => ({
  ok: false,
  kind: 'refused',
  status,
  problem: { title: '', status, code: 'no' },
  retryAfter,
  headers: null,
});

/** Plays the replies one after the other, then goes out of sight. */
async function play(replies: Reply[], pass: PassResult = { state: 'done' }) {
  const slept: number[] = [];
  const works: boolean[] = [];
  let passes = 0;
  let asked = 0;
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const live = createLive({
    ask: async () => {
      asked++;
      return replies.shift() ?? null;
    },
    pass: async () => {
      passes++;
      return pass;
    },
    visible: () => replies.length > 0,
    sleep: async (ms) => {
      slept.push(ms);
    },
    random: () => 0.5,
    works: (value) => {
      works.push(value);
      if (!value && replies.length === 0) ended();
    },
  });
  live.start();
  live.start();
  await end;
  return { slept, works, passes, asked };
}

it('pulls when there is news, and only then, a little later than the others', async () => {
  const { slept, passes, asked, works } = await play([said(false), said(true), said(false)]);
  expect({ passes, asked, slept }).toEqual({ passes: 1, asked: 3, slept: [1000] });
  expect(works).toEqual([true, true, true, false]);
});

it('steps back from a server that has no place or no answer, and lets the schedule poll', async () => {
  const { slept, works, passes } = await play([refused(503, 60_000), refused(502), said(false)]);
  expect(slept).toEqual([60_000, 2500]);
  expect(works).toEqual([false, false, true, false]);
  expect(passes).toBe(0);
});

it('ends when the phone is not paired, when its token is refused and when a pass fails', async () => {
  expect((await play([null])).asked).toBe(1);
  expect((await play([refused(401)])).asked).toBe(1);
  const stuck: PassResult = { state: 'wait', asked: null, offline: true, code: 'offline' };
  const after = await play([said(true)], stuck);
  expect(after).toMatchObject({ asked: 1, passes: 1 });
});
