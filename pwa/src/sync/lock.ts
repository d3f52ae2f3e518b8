/** One pass at a time over all tabs. Web Locks where there are any; else a lease in the store (no HTTPS, old browsers). */
import type { BoxDb } from '../store/db';
import { getMeta, setMeta } from '../store/meta';

const LEASE_MS = 60_000;
const NAME = 'boxless-sync';

export interface Held {
  /** False once the lease ran out and another tab took it. */
  stillMine: () => Promise<boolean>;
}

/** Runs the work if no other tab is at it; answers 'busy' otherwise. */
export type Lock = <T>(work: (held: Held) => Promise<T>) => Promise<T | 'busy'>;

export function webLock(locks: LockManager): Lock {
  return (work) =>
    locks.request(NAME, { ifAvailable: true }, async (lock) =>
      lock ? work({ stillMine: async () => true }) : ('busy' as const),
    );
}

/** @param holder a name no other tab has */
export function leaseLock(db: BoxDb, now: () => number, holder: string): Lock {
  const take = () =>
    db.transaction('rw', db.meta, async () => {
      const lease = await getMeta(db, 'lease');
      if (lease && lease.holder !== holder && lease.until > now()) return false;
      await setMeta(db, 'lease', { holder, until: now() + LEASE_MS });
      return true;
    });
  const free = () =>
    db.transaction('rw', db.meta, async () => {
      if ((await getMeta(db, 'lease'))?.holder === holder) await db.meta.delete('lease');
    });
  return async (work) => {
    if (!(await take())) return 'busy';
    try {
      return await work({ stillMine: take });
    } finally {
      await free();
    }
  };
}
