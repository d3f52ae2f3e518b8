/** Outbox -> server. Nothing changes on the phone before the server has answered. */
import type { Failure } from '../api';
import { dropBytes } from '../store/bytes';
import { getMeta } from '../store/meta';
import type { OutboxRow } from '../store/rows';
import { SCHEMA } from '../store/rows';
import type { OpResult, PushAnswer, PushRequest } from '../wire';
import { type Batch, takeBatch } from './batch';
import { epochTables, meetEpoch } from './epoch';
import { asDevice, LIMITS, type Pass, type Stop, stopFor } from './parts';

/** Sends the whole outbox, lowest first, one batch after the other. Answers why it stopped early, null when it is through. */
export async function pushAll(pass: Pass, keepalive = false): Promise<Stop | null> {
  let after = -1;
  for (;;) {
    if (!(await pass.stillMine())) return null;
    const batch = await takeBatch(pass.db, after, pass.limits);
    if (!batch) return null;
    const answer = await asDevice<PushAnswer>(pass, 'POST', '/api/sync/v1/push', {
      json: await request(pass, batch),
      keepalive,
    });
    if (answer.ok) {
      const restored = await settle(pass, batch.rows, answer.data);
      if (restored) return { stop: 'again' };
      // Leaving the page: one small request is all a browser still carries.
      if (keepalive) return null;
      after = batch.rows.at(-1)?.n ?? after;
      grow(pass);
      continue;
    }
    const stop = await onFailure(pass, batch.rows, answer);
    if (stop) return stop;
  }
}

async function request(pass: Pass, { rows, ...counts }: Batch): Promise<PushRequest> {
  return {
    device: pass.session.device_id,
    schema: SCHEMA,
    app: pass.app,
    epoch: (await getMeta(pass.db, 'epoch')) ?? null,
    sent_at: pass.now(),
    ...counts,
    ops: rows.map((row) => row.op),
  };
}

/** Files each operation under its answer, all in one transaction. Answers true when the server's history is a new one. */
async function settle(pass: Pass, rows: OutboxRow[], answer: PushAnswer): Promise<boolean> {
  const { db } = pass;
  return db.transaction('rw', [...epochTables(db), db.dead, db.blobs], async () => {
    const restored = await meetEpoch(db, answer.epoch);
    const results = new Map(answer.results.map((result) => [result.id, result]));
    for (const row of rows) {
      const result = results.get(row.id);
      if (result) await file(pass, row, result, answer.epoch);
    }
    for (const sha256 of answer.want ?? []) {
      await db.uploads.where('sha256').equals(sha256).modify({ state: 'waiting', tries: 0, code: null });
    }
    return restored;
  });
}

async function file(pass: Pass, row: OutboxRow, result: OpResult, epoch: string): Promise<void> {
  const { db, now } = pass;
  if (result.st === 'retry') return;
  await db.outbox.delete(row.n);
  const { id, n, lead, op } = row;
  if (result.st === 'ok') {
    const stamps = stampsOf(row, result.stamp, result.stamps);
    await db.acked.put({ id, n, lead, op, rev: result.rev, epoch, stamps, at: now(), seen: 0 });
  } else if (result.code === 'erased') {
    await erase(pass, lead);
  } else {
    await db.dead.put({ id, n, lead, op, code: result.code, title: result.title, at: now() });
  }
}

/** One stamp per field, as a restored server wants them back. */
function stampsOf(
  { op }: OutboxRow,
  stamp?: number,
  own?: Record<string, number>,
): Record<string, number> | null {
  if (op.kind !== 'put' || stamp === undefined) return null;
  const all = Object.fromEntries(Object.keys(op.set).map((name) => [name, stamp]));
  return { ...all, ...own };
}

/** The person asked to be forgotten: the phone forgets too. The only data dropped by design. */
async function erase({ db }: Pass, lead: string): Promise<void> {
  const uploads = await db.uploads.where('lead').equals(lead).primaryKeys();
  await dropBytes(db, uploads);
  await db.docs.delete(lead);
  for (const table of [db.outbox, db.acked, db.dead]) await table.where('lead').equals(lead).delete();
}

const SHRINK = new Set([400, 413, 422]);

async function onFailure(pass: Pass, rows: OutboxRow[], failure: Failure): Promise<Stop | null> {
  if (SHRINK.has(failure.status)) {
    if (rows.length > 1) {
      shrink(pass, rows.length);
      return null;
    }
    await bury(pass, rows, failure);
    return null;
  }
  // A connection that dies on large requests may carry small ones.
  if (failure.kind === 'aborted') shrink(pass, rows.length);
  return stopFor(pass, failure);
}

/** The one operation the server cannot take at all is put aside for the person; what comes after it goes on. */
async function bury({ db, now }: Pass, rows: OutboxRow[], { problem, status }: Failure): Promise<void> {
  const code = problem.code || (status === 413 ? 'too_large' : 'invalid');
  await db.transaction('rw', db.outbox, db.dead, async () => {
    for (const { n, id, lead, op } of rows) {
      await db.outbox.delete(n);
      await db.dead.put({ id, n, lead, op, code, title: problem.title, at: now() });
    }
  });
}

function shrink(pass: Pass, sent: number): void {
  pass.limits.ops = Math.max(1, Math.floor(sent / 2));
}

function grow(pass: Pass): void {
  pass.limits.ops = Math.min(LIMITS.ops, pass.limits.ops * 2);
}
