/** Pictures and memos on this phone. */
import type { Call } from '../api';
import type { Id } from '../wire';
import type { BoxDb } from './db';

/** Forgets the bytes these operations attached, unless another one holds the same. Call inside a transaction. */
export async function dropBytes(db: BoxDb, ops: Id[]): Promise<void> {
  const rows = (await db.uploads.bulkGet(ops)).filter((row) => row !== undefined);
  await db.uploads.bulkDelete(ops);
  for (const sha256 of new Set(rows.map((row) => row.sha256))) {
    if ((await db.uploads.where('sha256').equals(sha256).count()) === 0) await db.blobs.delete(sha256);
  }
}

export interface Bytes {
  data: ArrayBuffer;
  mime: string;
}

/** Bytes by their SHA-256: from this phone, else from the server (not kept: the server has them). null when neither. */
export async function readBytes(db: BoxDb, call: Call, sha256: string): Promise<Bytes | null> {
  const row = await db.blobs.get(sha256);
  if (row) return { data: row.data, mime: row.mime };
  const answer = await call<ArrayBuffer>('GET', `/api/sync/v1/blob/${sha256}`, { as: 'bytes' });
  if (!answer.ok) return null;
  return { data: answer.data, mime: answer.headers.get('Content-Type') ?? 'application/octet-stream' };
}
