import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { FakeServer, json, lostRequest, passes, problem } from '../../test/fakeServer';
import { card, eventually, newPhone } from '../../test/phone';
import { sha256 } from '../capture/sha256';
import { isFull, steady } from './db';
import { uuid7 } from './ids';
import { finishMemo, keepMemoChunk, unfinishedMemos } from './memos';
import { getMeta } from './meta';
import { allLeads, countOutbox, oneLead } from './reads';
import { obviousShow } from './shows';

const phoneAlone = () => newPhone(new FakeServer());

describe('a capture', () => {
  it('keeps picture, lead and operations together, claimed by who took it', async () => {
    const { store, db } = await phoneAlone();
    const made = await store.captureLead({ event: 'e1', captures: [card(900)], set: { rating: 'hot' } });
    expect(made.ops).toHaveLength(2);
    const view = await oneLead(db, made.lead);
    expect(view).toMatchObject({
      event: 'e1',
      owner: 'u1',
      fields: { rating: 'hot' },
      unsent: 2,
      onServer: false,
    });
    expect(view?.captures).toMatchObject([
      { id: made.captures[0], side: 'front', blob: { bytes: 900, stored: false } },
    ]);
    expect((await db.blobs.toArray())[0]?.data).toBeInstanceOf(ArrayBuffer);
  });

  it('can be corrected between the server’s answer and the first pull, without choosing a show', async () => {
    const server = new FakeServer();
    const { store, engine, db } = await newPhone(server);
    const { lead } = await store.captureLead({ event: 'e1', captures: [], set: { company: 'ACME' } });
    server.faults = [passes, lostRequest];
    await engine.pass();
    await store.patchLead(lead, { city: 'Bonn' });
    expect(await db.outbox.toArray()).toMatchObject([
      { op: { set: { city: 'Bonn' }, event: 'e1' }, held: 0 },
    ]);
  });

  it.each(['outbox', 'blobs', 'uploads'] as const)(
    'a crash while writing %s leaves nothing half-kept',
    async (table) => {
      const { store, db } = await phoneAlone();
      db[table].hook('creating', () => {
        throw new Error('killed here');
      });
      await expect(store.captureLead({ event: 'e1', captures: [card(900)] })).rejects.toThrow('killed here');
      expect([await db.outbox.count(), await db.blobs.count(), await db.uploads.count()]).toEqual([0, 0, 0]);
    },
  );

  it('works before the phone was ever paired', async () => {
    const { store, db } = await newPhone(new FakeServer(), { paired: false });
    const { lead } = await store.captureLead({
      event: null,
      captures: [card(10)],
      set: { given_name: 'Ada' },
    });
    await store.rate(lead, 'warm');
    expect(await oneLead(db, lead)).toMatchObject({
      event: null,
      fields: { given_name: 'Ada', rating: 'warm' },
    });
    expect(await countOutbox(db)).toMatchObject({ noShow: 1, onPhone: 1, pending: 3 });
  });

  it('shows live, newest first, and counts what is unsent', async () => {
    const { store } = await phoneAlone();
    const stop = [store.leads.subscribe(() => undefined), store.outbox.subscribe(() => undefined)];
    await store.captureLead({ event: 'e1', captures: [], set: { given_name: 'Ada' } });
    await store.captureLead({ event: 'e1', captures: [], set: { given_name: 'Bo' } });
    const list = await eventually(
      () => store.leads.value,
      (all) => all.length === 2,
    );
    expect(list.map((l) => l.fields.given_name)).toEqual(['Bo', 'Ada']);
    await eventually(
      () => store.outbox.value,
      (o) => o.pending === 2 && o.leads === 2,
    );
    for (const end of stop) end();
  });
});

describe('edits waiting to be sent', () => {
  it('a later word on the same fields takes the place of the earlier one', async () => {
    const { store, db } = await phoneAlone();
    const { lead } = await store.captureLead({ event: 'e1', captures: [] });
    await store.patchLead(lead, { phone: '1' });
    await store.patchLead(lead, { phone: '12', email: 'a@b.c' });
    const rows = await db.outbox.orderBy('n').toArray();
    expect(rows.map((r) => (r.op.kind === 'put' ? r.op.set : null))).toEqual([
      {},
      { phone: '12', email: 'a@b.c' },
    ]);
  });

  it.each([
    [
      'fields that are not written again',
      (s: Awaited<ReturnType<typeof phoneAlone>>['store'], l: string) => s.patchLead(l, { email: 'x' }),
    ],
    [
      'a machine after a person',
      (s: Awaited<ReturnType<typeof phoneAlone>>['store'], l: string) =>
        s.applyReading(l, { capture: 'c', set: { phone: '9' }, conf: { phone: 0.5 } }),
    ],
  ])('keeps %s apart', async (_name, later) => {
    const { store, db } = await phoneAlone();
    const { lead } = await store.captureLead({ event: 'e1', captures: [] });
    await store.patchLead(lead, { phone: '1' });
    await later(store, lead);
    expect(await db.outbox.count()).toBe(3);
  });

  it('never rewrites what may have reached the server, nor reaches over another kind of change', async () => {
    const { store, db } = await phoneAlone();
    const { lead } = await store.captureLead({ event: 'e1', captures: [] });
    await store.patchLead(lead, { phone: '1' });
    await db.outbox.toCollection().modify({ tried: 1 });
    await store.patchLead(lead, { phone: '2' });
    await store.addNote(lead, 'between');
    await store.patchLead(lead, { phone: '3' });
    expect((await db.outbox.orderBy('n').toArray()).map((r) => r.op.kind)).toEqual([
      'put',
      'put',
      'put',
      'note',
      'put',
    ]);
  });

  it('never moves the time a lead was taken, not even for one nobody claimed', async () => {
    const { store, db } = await phoneAlone();
    const { lead } = await store.captureLead({ event: 'e1', captures: [], mine: false });
    await store.patchLead(lead, { phone: '1' });
    expect(await db.outbox.count()).toBe(2);
  });

  it('can be taken back until they may have left', async () => {
    const { store, db } = await phoneAlone();
    const { lead } = await store.captureLead({ event: 'e1', captures: [] });
    const rating = await store.rate(lead, 'hot');
    expect(await store.undo(rating)).toBe(true);
    expect((await oneLead(db, lead))?.fields.rating).toBeUndefined();
    const second = await store.rate(lead, 'cold');
    await db.outbox.toCollection().modify({ tried: 1 });
    expect(await store.undo(second)).toBe(false);
    await store.undoCapture(lead);
    expect((await allLeads(db)).length).toBe(0);
    expect(await db.outbox.count()).toBe(3);
  });

  it('taking back one of two equal pictures keeps the other', async () => {
    const { store, db } = await phoneAlone();
    await store.captureLead({ event: 'e1', captures: [card(100)] });
    const twin = await store.captureLead({ event: 'e1', captures: [card(100)] });
    await store.undoCapture(twin.lead);
    expect(await db.blobs.count()).toBe(1);
  });
});

describe('mine', () => {
  it('changes the word of a capture that has not left, so that no claim is ever made', async () => {
    const { store, db } = await phoneAlone();
    const { lead } = await store.captureLead({ event: 'e1', captures: [card(10)] });
    await store.setMine(lead, false, 'for anybody');
    expect((await oneLead(db, lead))?.owner).toBeNull();
    expect(await db.outbox.count()).toBe(2);
    await store.setMine(lead, true, '');
    expect((await oneLead(db, lead))?.owner).toBe('u1');
  });

  it('is an operation of its own once the capture may have left', async () => {
    const { store, db } = await phoneAlone();
    const { lead } = await store.captureLead({ event: 'e1', captures: [] });
    await db.outbox.toCollection().modify({ tried: 1 });
    await store.setMine(lead, false, 'for anybody');
    expect((await db.outbox.orderBy('n').last())?.op).toMatchObject({ kind: 'assign', body: { to: null } });
    await store.setMine(lead, true, '');
    expect((await db.outbox.orderBy('n').last())?.op.kind).toBe('claim');
  });
});

describe('a memo', () => {
  const chunk = (n: number) => ({
    memo: 'm1',
    lead: 'l1',
    mime: 'audio/webm',
    at: 5,
    data: new Uint8Array([n, n]).buffer,
  });

  it('cut off by a crash becomes a capture as far as it got, once', async () => {
    const { store, db } = await phoneAlone();
    for (const n of [1, 2, 3]) await keepMemoChunk(store.parts, chunk(n));
    expect(await unfinishedMemos(store.parts)).toEqual(['m1']);
    await finishMemo(store.parts, store, 'm1', sha256, 3000);
    const op = (await db.outbox.toArray())[0]?.op;
    expect(op).toMatchObject({
      kind: 'capture',
      body: { kind: 'voice', blob: { bytes: 6, duration_ms: 3000 } },
    });
    expect(new Uint8Array((await db.blobs.toArray())[0]?.data ?? [])).toEqual(
      new Uint8Array([1, 1, 2, 2, 3, 3]),
    );
    expect(await finishMemo(store.parts, store, 'm1', sha256)).toBeNull();
    expect(await db.outbox.count()).toBe(1);
  });
});

describe('refused operations', () => {
  async function refusedPhone() {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const { lead } = await phone.store.captureLead({ event: 'e1', captures: [card(50)] });
    server.judge = (op) => (op.kind === 'capture' ? 'invalid' : null);
    await phone.engine.pass();
    server.judge = () => null;
    const [letter] = await phone.db.dead.toArray();
    if (!letter) throw new Error('nothing refused');
    return { server, phone, lead, letter };
  }

  it('go out again as new ones, with their picture', async () => {
    const { server, phone, lead, letter } = await refusedPhone();
    expect(server.blobs.size).toBe(0);
    const made = await phone.store.resend(letter.id);
    expect(made).not.toBe(letter.id);
    await phone.engine.pass();
    expect(server.docs.get(lead)?.captures).toHaveLength(1);
    expect(server.blobs.size).toBe(1);
    expect(await phone.db.dead.count()).toBe(0);
  });

  it('are exported with their pictures and forgotten only on request', async () => {
    const { phone, letter } = await refusedPhone();
    const file = await phone.store.collectUnsent();
    expect(file.refused).toMatchObject([{ code: 'invalid', op: { id: letter.id } }]);
    expect(atob(file.blobs[0]?.data ?? '').length).toBe(50);
    await phone.store.discard(letter.id);
    expect([await phone.db.dead.count(), await phone.db.blobs.count()]).toEqual([0, 0]);
  });
});

describe('whose phone it is', () => {
  const enrolled = (id: string) => ({
    device_id: 'dev',
    token: `t-${id}`,
    user: { id, name: id, email: `${id}@example.com`, roles: ['rep'] },
    org: { name: 'Acme', currency: 'EUR' },
  });

  it('pairs with a code and keeps what was captured before', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server, { paired: false });
    await phone.store.captureLead({ event: null, captures: [] });
    server.fetch = async () => json(enrolled('u1'));
    const again = await phone.restart();
    expect(await again.store.pairWith('CODE')).toMatchObject({ ok: true, session: { token: 't-u1' } });
    expect(await again.db.outbox.count()).toBe(1);
  });

  it('says why a code was refused', async () => {
    const server = new FakeServer();
    server.fetch = async () => problem(410, 'enrol_expired');
    const phone = await newPhone(server, { paired: false });
    expect(await phone.store.pairWith('CODE')).toMatchObject({
      ok: false,
      code: 'enrol_expired',
      status: 410,
    });
  });

  it("never lets another person send this one's queue", async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    await phone.store.captureLead({ event: 'e1', captures: [] });
    server.fetch = async () => json(enrolled('u2'));
    const again = await phone.restart();
    expect(await again.store.pairWith('CODE')).toMatchObject({ ok: false, code: 'other_person' });
    expect((await getMeta(again.db, 'session'))?.user.id).toBe('u1');
    expect(await again.db.outbox.count()).toBe(1);
  });

  it('a sign-out wipes the phone, but not what is unsent without asking', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    await phone.store.captureLead({ event: 'e1', captures: [] });
    expect(await phone.store.signOut()).toEqual({ ok: false, unsent: 1 });
    await phone.engine.pass();
    expect(await phone.store.signOut()).toEqual({ ok: true });
    expect(await phone.db.meta.count()).toBe(0);
  });
});

describe('storage that fails', () => {
  it('is opened anew once when the system took it away', async () => {
    const { db } = await phoneAlone();
    let tries = 0;
    const work = async () => {
      tries++;
      if (tries === 1)
        throw Object.assign(new Error('Connection to Indexed Database server lost'), {
          name: 'UnknownError',
        });
      return db.outbox.count();
    };
    expect(await steady(db, work)).toBe(0);
    expect(tries).toBe(2);
  });

  it('knows a full phone', () => {
    const full = Object.assign(new Error('x'), { name: 'QuotaExceededError' });
    expect(isFull(full)).toBe(true);
    expect(isFull(Object.assign(new Error('aborted'), { name: 'AbortError', inner: full }))).toBe(true);
    expect(isFull(new Error('other'))).toBe(false);
  });

  it('survives a restart with everything in place', async () => {
    const phone = await newPhone(new FakeServer(), { indexedDB: new IDBFactory() });
    const { lead } = await phone.store.captureLead({ event: 'e1', captures: [card(10)] });
    const again = await phone.restart();
    expect(await oneLead(again.db, lead)).toMatchObject({ id: lead, unsent: 2 });
  });
});

it('ids are UUIDv7 that sort by time', () => {
  const zero = (bytes: Uint8Array) => bytes.fill(0xff);
  expect(uuid7(0x0123456789ab, zero)).toBe('01234567-89ab-7fff-bfff-ffffffffffff');
  expect(uuid7(1, zero) < uuid7(2, zero)).toBe(true);
});

it('picks the show without asking only when there is no doubt', () => {
  const show = (id: string, starts_on: string, ends_on: string) => ({ id, name: id, starts_on, ends_on });
  const spring = show('spring', '2026-03-01', '2026-03-03');
  const autumn = show('autumn', '2026-10-01', '2026-10-03');
  const rival = show('rival', '2026-10-02', '2026-10-05');
  expect(obviousShow([], undefined, '2026-10-02')).toBeNull();
  expect(obviousShow([spring], undefined, '2026-10-02')?.id).toBe('spring');
  expect(obviousShow([spring, autumn], undefined, '2026-10-02')?.id).toBe('autumn');
  expect(obviousShow([autumn, rival], undefined, '2026-10-02')).toBeNull();
  expect(obviousShow([autumn, rival], 'rival', '2026-10-02')?.id).toBe('rival');
});
