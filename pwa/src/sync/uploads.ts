/** Pictures and memos, apart from the text and after it: card front, then back, then voice. */
import type { Answer, Failure } from '../api';
import type { UploadRow } from '../store/rows';
import { asDevice, type Pass, type Stop, stopFor } from './parts';

export const PART_BYTES = 256 * 1024;
const GIVE_UP_AFTER = 5;
/** A part of 256 KiB may take this long on a slow hall network. */
const PART_TIMEOUT_MS = 120_000;

/** Uploads one waiting picture or memo. 'none' when nothing waits. */
export async function uploadNext(pass: Pass): Promise<Stop | 'sent' | 'none'> {
  const row = await nextUpload(pass);
  if (!row) return 'none';
  const bytes = await pass.db.blobs.get(row.sha256);
  if (!bytes) {
    // Only a wiped store can do this; the server's document keeps saying that the picture is missing.
    await pass.db.uploads.put({ ...row, state: 'refused', code: 'bytes_lost' });
    return 'sent';
  }
  const result = await send(pass, row, bytes.data);
  if (result === 'stored') {
    await pass.db.uploads.update(row.op, { state: 'stored', stored_at: pass.now() });
    return 'sent';
  }
  return result.status === 0 || result.status >= 500 || [401, 408, 425, 429].includes(result.status)
    ? stopFor(pass, result)
    : refuse(pass, row, result);
}

/** First by kind, then by age; only what its operation has been accepted for. */
async function nextUpload({ db }: Pass): Promise<UploadRow | undefined> {
  const waiting = await db.uploads.where('state').equals('waiting').toArray();
  waiting.sort((a, b) => a.tries - b.tries || a.prio - b.prio || (a.op < b.op ? -1 : 1));
  for (const row of waiting) {
    const open =
      (await db.outbox.where('id').equals(row.op).count()) +
      (await db.dead.where('id').equals(row.op).count());
    if (open === 0) return row;
  }
  return undefined;
}

async function send(pass: Pass, row: UploadRow, data: ArrayBuffer): Promise<'stored' | Failure> {
  const path = `/api/sync/v1/blob/${row.sha256}`;
  const small = data.byteLength <= PART_BYTES;
  if (small && row.tries === 0) return stored(await put(pass, path, row.mime, data));
  const head = await asDevice<undefined>(pass, 'HEAD', path, { as: 'none' });
  if (head.ok) return 'stored';
  // No clear word on what is there (a proxy's empty 200 looks like a portal's): sending says it, any number of times.
  if (head.status !== 404 && head.kind !== 'offline') return head;
  if (small) return stored(await put(pass, path, row.mime, data));
  return sendParts(pass, row, data, partsHeld(head));
}

async function sendParts(
  pass: Pass,
  row: UploadRow,
  data: ArrayBuffer,
  held: Set<number>,
): Promise<'stored' | Failure> {
  const count = Math.ceil(data.byteLength / PART_BYTES);
  const missing = Array.from({ length: count }, (_, i) => i).filter((i) => !held.has(i));
  // All parts there but not put together: sending one again makes the server try.
  const todo = missing.length > 0 ? missing : [count - 1];
  let last: Answer<undefined> | undefined;
  for (const i of todo) {
    const part = data.slice(i * PART_BYTES, (i + 1) * PART_BYTES);
    last = await put(pass, `/api/sync/v1/blob/${row.sha256}?part=${i}&of=${count}`, row.mime, part);
    if (!last.ok) return last;
    if (last.status === 201 || last.status === 200) return 'stored';
  }
  const head = await asDevice<undefined>(pass, 'HEAD', `/api/sync/v1/blob/${row.sha256}`, { as: 'none' });
  return stored(head);
}

function put(pass: Pass, path: string, mime: string, body: ArrayBuffer): Promise<Answer<undefined>> {
  const headers = { 'Content-Type': mime };
  return asDevice<undefined>(pass, 'PUT', path, { body, as: 'none', headers, timeout: PART_TIMEOUT_MS });
}

function stored(answer: Answer<undefined>): 'stored' | Failure {
  return answer.ok ? 'stored' : answer;
}

function partsHeld(head: Failure): Set<number> {
  const listed = head.headers?.get('X-Have') ?? '';
  return new Set(listed.split(',').filter(Boolean).map(Number));
}

/** Not this time. After a few tries it is left for a person to see; others are not held up meanwhile. */
async function refuse({ db }: Pass, row: UploadRow, { problem }: Failure): Promise<'sent'> {
  const tries = row.tries + 1;
  const state = tries >= GIVE_UP_AFTER ? 'refused' : 'waiting';
  await db.uploads.update(row.op, { tries, state, code: problem.code });
  return 'sent';
}
