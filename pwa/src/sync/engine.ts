/**
 * The sync engine: one pass pushes what waits, pulls what changed, then moves pictures, text first at every step.
 * Clock, caller, storage, chance and lock are injected, so that a simulator under Node drives this very code.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import { getMeta } from '../store/meta';
import type { Held, Lock } from './lock';
import { type EngineParts, LIMITS, type Pass, type Stop } from './parts';
import { pullAll } from './pull';
import { pushAll } from './push';

export type { EngineParts } from './parts';

export type SyncState = 'idle' | 'working' | 'waiting' | 'unpaired' | 'signed_out' | 'revoked';

export interface SyncStatus {
  state: SyncState;
  /** No answer from the server at the last try. The truth about being online: browsers guess. */
  offline: boolean;
  /** Code of what went wrong last, null after a good pass. */
  code: string | null;
  /** When a pass last went all the way through, by this device's clock. */
  last_ok: number | null;
}

export type PassResult =
  | { state: 'done' | 'busy' | 'unpaired' | 'signed_out' | 'revoked' }
  | { state: 'wait'; asked: number | null; offline: boolean; code: string };

export interface Engine {
  /** One full pass. Never throws; a pass already running in this tab is joined, and followed by one more. */
  pass(): Promise<PassResult>;
  /** A small push only, for the moment the page goes to the background. */
  flush(): Promise<void>;
  status: ReadonlySignal<SyncStatus>;
}

const FLUSH = { ops: 20, bytes: 48 * 1024, page: LIMITS.page };
/** Starting over because of a restored server happens once; more often means that something is wrong: come back later. */
const MOST_RESTARTS = 3;

export function createEngine(parts: EngineParts, lock: Lock): Engine {
  const status = signal<SyncStatus>({ state: 'idle', offline: false, code: null, last_ok: null });
  const limits = { ...LIMITS };
  let running: Promise<PassResult> | null = null;
  let wanted = false;

  async function under(work: (pass: Pass) => Promise<PassResult>, own = limits): Promise<PassResult> {
    const session = await getMeta(parts.db, 'session');
    if (!session) return { state: 'unpaired' };
    const access = (await getMeta(parts.db, 'access')) ?? 'ok';
    if (access !== 'ok') return { state: access };
    const run = ({ stillMine }: Held) => work({ ...parts, session, limits: own, stillMine });
    const result = await lock(run);
    return result === 'busy' ? { state: 'busy' } : result;
  }

  async function attempt(): Promise<PassResult> {
    try {
      return await under((pass) => wholePass(pass));
    } catch (error) {
      // Storage failed under us. Nothing is lost: whatever was not written is asked for or sent again.
      return { state: 'wait', asked: null, offline: false, code: `storage: ${error}` };
    }
  }

  async function loop(): Promise<PassResult> {
    let result: PassResult;
    do {
      wanted = false;
      status.value = { ...status.value, state: 'working' };
      result = await attempt();
    } while (wanted && result.state === 'done');
    status.value = after(status.value, result, parts.now());
    return result;
  }

  return {
    status,
    pass() {
      if (running) {
        wanted = true;
        return running;
      }
      running = loop().finally(() => {
        running = null;
      });
      return running;
    },
    async flush() {
      if (running) return;
      await under(
        async (pass) => {
          await pushAll(pass, true);
          return { state: 'done' };
        },
        { ...FLUSH },
      ).catch(() => undefined);
    },
  };
}

async function wholePass(pass: Pass): Promise<PassResult> {
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
    const stop = await steps(pass);
    if (stop === null) return { state: 'done' };
    if (stop.stop === 'again') continue;
    if (stop.stop !== 'wait') return { state: stop.stop };
    const { asked, offline, code } = stop;
    return { state: 'wait', asked, offline, code };
  }
  return { state: 'wait', asked: null, offline: false, code: 'epoch_unstable' };
}

async function steps(pass: Pass): Promise<Stop | null> {
  const early = (await pushAll(pass)) ?? (await pullAll(pass));
  if (early) return early;
  // Pictures come after the text, and so does their part of the app: it is not in the first load.
  const { uploadNext } = await import('./uploads');
  for (;;) {
    if (!(await pass.stillMine())) return null;
    const sent = await uploadNext(pass);
    if (sent === 'none') return null;
    if (sent !== 'sent') return sent;
    // A lead captured meanwhile must not wait behind a queue of pictures.
    const stop = await pushFresh(pass);
    if (stop) return stop;
  }
}

async function pushFresh(pass: Pass): Promise<Stop | null> {
  const fresh = await pass.db.outbox.filter((row) => row.tried === 0 && row.held === 0).count();
  return fresh > 0 ? pushAll(pass) : null;
}

function after(before: SyncStatus, result: PassResult, now: number): SyncStatus {
  switch (result.state) {
    case 'done':
      return { state: 'idle', offline: false, code: null, last_ok: now };
    case 'busy':
      return { ...before, state: 'idle' };
    case 'wait':
      return { ...before, state: 'waiting', offline: result.offline, code: result.code };
    default:
      return { ...before, state: result.state };
  }
}
