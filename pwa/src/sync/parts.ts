import type { Call, CallOptions, Failure } from '../api';
import type { BoxDb } from '../store/db';
import { getMeta, setMeta } from '../store/meta';
import type { Session } from '../store/types';

export interface Limits {
  /** Operations in one push. */
  ops: number;
  /** Bytes of JSON in one push. */
  bytes: number;
  /** Leads in one page of a pull. */
  page: number;
}

export const LIMITS: Limits = { ops: 200, bytes: 1024 * 1024, page: 500 };

/** What the engine needs from outside; a simulator gives its own. */
export interface EngineParts {
  db: BoxDb;
  call: Call;
  now: () => number;
  app: string;
}

/** One running pass: who is calling, and how large a push may be right now. */
export interface Pass extends EngineParts {
  session: Session;
  limits: Limits;
  /** Keeps the lease where there are no Web Locks; false once another tab has taken over. */
  stillMine: () => Promise<boolean>;
}

/** Why a pass stopped early. `wait`: try again after a pause; `again`: start over at once (the server's history changed). */
export type Stop =
  | { stop: 'wait'; asked: number | null; offline: boolean; code: string }
  | { stop: 'signed_out' }
  | { stop: 'revoked' }
  | { stop: 'again' };

/** A call as this device. */
export function asDevice<T>(pass: Pass, method: string, path: string, options: CallOptions = {}) {
  const headers = { ...options.headers, Authorization: `Bearer ${pass.session.token}` };
  return pass.call<T>(method, path, { ...options, headers });
}

/** Turns a failure that concerns the whole pass into the reason to stop; remembers a refused token. */
export async function stopFor(pass: Pass, failure: Failure): Promise<Stop> {
  if (failure.status === 401) {
    const state = failure.problem.code === 'device_revoked' ? 'revoked' : 'signed_out';
    await pass.db.transaction('rw', pass.db.meta, async () => {
      // Paired anew meanwhile: the answer was for the old token.
      const current = await getMeta(pass.db, 'session');
      if (current?.token === pass.session.token) await setMeta(pass.db, 'access', state);
    });
    return { stop: state };
  }
  const offline = failure.kind === 'offline' || failure.kind === 'aborted';
  return { stop: 'wait', asked: failure.retryAfter, offline, code: failure.problem.code };
}
