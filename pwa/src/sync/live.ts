/**
 * Live: while the app is in sight and its passes go through, one request waits at the server and is answered as soon as there
 * is something to pull. It only brings pulls forward; whatever goes wrong here, the schedule polls as it would without.
 */
import type { Answer } from '../api';
import { backoff } from './backoff';
import type { PassResult } from './engine';

const SECONDS = 45;
/** The answer to a wait may take that long, and a hall's network its time. */
const TIMEOUT_MS = 60_000;
/** A stand of phones hears of one change at once: they come for it spread over this time, and no phone more often. */
const SPREAD_MS = 1500;

export interface LiveParts {
  /** Waits at the server with what was pulled last; null when there is nobody to wait for (not paired). */
  ask: (seconds: number, timeout: number) => Promise<Answer<{ changed: boolean }> | null>;
  pass: () => Promise<PassResult>;
  visible: () => boolean;
  sleep: (ms: number) => Promise<void>;
  random: () => number;
  /** Told whenever live begins or ceases to work: the schedule polls less or more. */
  works: (works: boolean) => void;
}

export interface Live {
  /** Begins to wait, if it does not already: the page came into sight, or a pass went through. */
  start(): void;
}

export function createLive(parts: LiveParts): Live {
  let running = false;

  async function round(tries: number): Promise<number> {
    const answer = await parts.ask(SECONDS, TIMEOUT_MS);
    if (!answer) return -1;
    if (!answer.ok) {
      parts.works(false);
      if (answer.status === 401) return -1;
      await parts.sleep(backoff(tries, parts.random(), answer.retryAfter));
      return tries + 1;
    }
    parts.works(true);
    if (answer.data.changed) {
      await parts.sleep(500 + parts.random() * (SPREAD_MS - 500));
      const result = await parts.pass();
      // The schedule tries again, and starts us when it got through.
      if (result.state !== 'done' && result.state !== 'busy') return -1;
    }
    return 0;
  }

  async function run(): Promise<void> {
    let tries = 0;
    while (tries >= 0 && parts.visible()) tries = await round(tries);
    parts.works(false);
  }

  return {
    start() {
      if (running || !parts.visible()) return;
      running = true;
      void run().finally(() => {
        running = false;
      });
    },
  };
}
