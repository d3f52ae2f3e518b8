import { describe, expect, it } from 'vitest';
import { answers, FakeServer } from '../../test/fakeServer';
import { card, newPhone } from '../../test/phone';
import { countOutbox, oneLead } from '../store/reads';
import type { Op } from '../wire';

const leadNamed = (name: string) => ({ event: 'e1', captures: [], set: { given_name: name } });

describe('push', () => {
  it('sends at most 200 operations and 1 MiB at a time, lowest first', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    for (let i = 0; i < 210; i++) await phone.store.captureLead(leadNamed(`n${i}`));
    const long = 'x'.repeat(600_000);
    const { lead } = await phone.store.captureLead(leadNamed('long'));
    await phone.store.addNote(lead, long);
    await phone.store.addNote(lead, long);
    await phone.engine.pass();
    expect(server.pushes.map((p) => p.ops.length)).toEqual([200, 12, 1]);
    expect(server.pushes[0]).toMatchObject({ oldest_seq: 1, last_seq: 213, device: 'd-u1', schema: 2 });
    expect(server.pushes[1]).toMatchObject({ oldest_seq: 201, last_seq: 213 });
    // Leads that stay behind each batch, not entries: the last one waits for its second note.
    expect(server.pushes.map((p) => p.leads_left)).toEqual([11, 1, 0]);
  });

  it('answers each operation on its own: a refused one is put aside, its neighbours go through', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const { lead } = await phone.store.captureLead(leadNamed('Ada'));
    const bad = await phone.store.classify(lead, 'A', 'because');
    await phone.store.addNote(lead, 'met twice');
    server.judge = (op) => (op.kind === 'classify' ? 'forbidden' : null);
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect(server.docs.get(lead)?.notes).toHaveLength(1);
    expect(await phone.db.dead.toArray()).toMatchObject([
      { id: bad, code: 'forbidden', title: 'refused: forbidden' },
    ]);
    expect(await oneLead(phone.db, lead)).toMatchObject({ refused: 1, unsent: 0, class: null });
  });

  it('keeps what the server asks to retry, in place, and does not let it block others', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const { lead } = await phone.store.captureLead(leadNamed('Ada'));
    server.judge = (op) => (op.lead === lead ? 'retry:unknown_lead' : null);
    for (let i = 0; i < 205; i++) await phone.store.addNote(lead, `note ${i}`);
    const other = await phone.store.captureLead(leadNamed('Bo'));
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect(server.docs.has(other.lead)).toBe(true);
    server.judge = () => null;
    await phone.engine.pass();
    expect(server.docs.get(lead)?.notes.map((n) => n.text)).toEqual(
      Array.from({ length: 205 }, (_, i) => `note ${i}`),
    );
  });

  it('halves a batch that is too large until it fits', async () => {
    const server = new FakeServer();
    server.maxOps = 10;
    const phone = await newPhone(server);
    for (let i = 0; i < 60; i++) await phone.store.captureLead(leadNamed(`n${i}`));
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect(server.docs.size).toBe(60);
    expect([...server.applied.values()].every((times) => times === 1)).toBe(true);
  });

  it('finds the one operation that breaks a whole batch and puts only that aside', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    for (let i = 0; i < 20; i++) await phone.store.captureLead(leadNamed(`n${i}`));
    const row = await phone.db.outbox.offset(7).first();
    if (!row) throw new Error('no row');
    await phone.db.outbox.put({ ...row, op: { ...row.op, poison: true } as unknown as Op });
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect(server.docs.size).toBe(19);
    expect(await phone.db.dead.toArray()).toMatchObject([{ id: row.id, code: 'invalid' }]);
  });

  it('puts a single operation the server finds too large aside', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    await phone.store.captureLead(leadNamed('Ada'));
    server.faults = [answers(413, 'too_large')];
    await phone.engine.pass();
    expect(await phone.db.dead.toArray()).toMatchObject([{ code: 'too_large' }]);
  });

  it('forgets a person the server has erased', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const { lead } = await phone.store.captureLead({ event: 'e1', captures: [card(500)] });
    await phone.engine.pass();
    server.judge = () => 'erased';
    await phone.store.addNote(lead, 'hello');
    await phone.engine.pass();
    expect(await oneLead(phone.db, lead)).toBeUndefined();
    expect(await phone.db.blobs.count()).toBe(0);
    expect(await countOutbox(phone.db)).toMatchObject({ pending: 0, dead: 0 });
  });

  it('keeps leads without a show on the phone until one is chosen, and sends others meanwhile', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const early = await phone.store.captureLead({
      event: null,
      captures: [card(400)],
      set: { given_name: 'Early' },
    });
    await phone.store.rate(early.lead, 'hot');
    const later = await phone.store.captureLead(leadNamed('Later'));
    await phone.engine.pass();
    expect([...server.docs.keys()]).toEqual([later.lead]);
    expect(server.blobs.size).toBe(0);
    expect(await countOutbox(phone.db)).toMatchObject({ noShow: 1 });
    await phone.store.chooseShow('e9');
    await phone.engine.pass();
    expect(server.docs.get(early.lead)).toMatchObject({
      event: 'e9',
      fields: { given_name: 'Early', rating: 'hot' },
    });
    expect(server.blobs.size).toBe(1);
  });

  it('a flush in the background is small', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    for (let i = 0; i < 30; i++) await phone.store.captureLead(leadNamed(`n${i}`));
    await phone.engine.flush();
    expect(server.pushes.map((p) => p.ops.length)).toEqual([20]);
    expect(server.paths).toEqual(['POST /api/sync/v1/push']);
  });
});
