import type { Cursor, Id, Settings } from '../wire';
import type { BoxDb } from './db';
import type { Session } from './types';

/** Single values the phone keeps, by name. */
export interface Meta {
  session: Session | null;
  device: Id;
  /** Whose queue this is; another person's sign-in never sends it. */
  owner: Id;
  /** What the server last said about this phone's token. */
  access: 'ok' | 'signed_out' | 'revoked';
  epoch: string;
  cursor: Cursor;
  next_seq: number;
  settings: Settings;
  show: Id;
  last_sync: number;
  /** When the self-check last had an answer. */
  checked_at: number;
  lease: { holder: string; until: number };
}

/** Reads one value; undefined when never set. */
export async function getMeta<K extends keyof Meta>(db: BoxDb, key: K): Promise<Meta[K] | undefined> {
  return (await db.meta.get(key))?.value as Meta[K] | undefined;
}

export async function setMeta<K extends keyof Meta>(db: BoxDb, key: K, value: Meta[K]): Promise<void> {
  await db.meta.put({ key, value });
}
