/** Voice memos while they are spoken: every second is kept at once, so that a crash costs at most that second. */
import type { Id } from '../wire';
import { steady } from './db';
import type { StoreParts } from './queue';
import type { MemoChunkRow } from './rows';
import type { Writes } from './writes';

export type MemoChunk = Omit<MemoChunkRow, 'n'>;

export async function keepMemoChunk({ db }: StoreParts, chunk: MemoChunk): Promise<void> {
  await steady(db, () => db.memos.add(chunk));
}

/** Makes a capture of the memo's chunks, which then go. Null when nothing was recorded. */
export async function finishMemo(
  { db }: StoreParts,
  writes: Writes,
  memo: Id,
  digest: (data: ArrayBuffer) => Promise<string>,
  duration_ms?: number,
): Promise<Id | null> {
  const chunks = await db.memos.where('memo').equals(memo).sortBy('n');
  const [first] = chunks;
  if (!first) return null;
  const data = joined(chunks.map((chunk) => chunk.data));
  const blob = { data, sha256: await digest(data), mime: first.mime, ...(duration_ms && { duration_ms }) };
  const tables = [db.memos, db.outbox, db.acked, db.blobs, db.uploads, db.docs, db.meta];
  return db.transaction('rw', tables, async () => {
    await db.memos.where('memo').equals(memo).delete();
    return writes.addCapture(first.lead, { kind: 'voice', side: null, taken_at: first.at, blob });
  });
}

export async function dropMemo({ db }: StoreParts, memo: Id): Promise<void> {
  await db.memos.where('memo').equals(memo).delete();
}

/** Memos a crash left unfinished. */
export async function unfinishedMemos({ db }: StoreParts): Promise<Id[]> {
  return (await db.memos.orderBy('memo').uniqueKeys()) as Id[];
}

function joined(pieces: ArrayBuffer[]): ArrayBuffer {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(new Uint8Array(piece), at);
    at += piece.byteLength;
  }
  return whole.buffer;
}
