import { describe, expect, it } from 'vitest';
import { answers, FakeServer, lostAnswer, lostRequest, passes, twice } from '../../test/fakeServer';
import { card, newPhone } from '../../test/phone';
import { allLeads, countOutbox } from '../store/reads';

async function threeLeads() {
  const server = new FakeServer();
  const phone = await newPhone(server);
  for (const name of ['Ada', 'Bo', 'Cy'])
    await phone.store.captureLead({
      event: 'e1',
      captures: [card(1000, name.length)],
      set: { given_name: name },
    });
  return { server, phone };
}

describe('a pass', () => {
  it('brings captures to the server exactly once, text before pictures', async () => {
    const { server, phone } = await threeLeads();
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect([...server.docs.values()].map((d) => d.fields.given_name)).toEqual(['Ada', 'Bo', 'Cy']);
    expect([...server.applied.values()]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(server.blobs.size).toBe(2);
    const kinds = server.paths.map((p) =>
      p
        .replace(/blob.*/, 'blob')
        .split('/')
        .at(-1),
    );
    expect(kinds.slice(0, 2)).toEqual(['push', 'pull']);
    expect(await countOutbox(phone.db)).toMatchObject({ pending: 0, uploads: 0, onPhone: 3 });
  });

  it('numbers operations 1, 2, 3 without holes although one was taken back', async () => {
    const { server, phone } = await threeLeads();
    const extra = await phone.store.captureLead({ event: 'e1', captures: [], set: {} });
    await phone.store.undoCapture(extra.lead);
    await phone.store.captureLead({ event: 'e1', captures: [], set: { given_name: 'Di' } });
    await phone.engine.pass();
    expect(server.pushes.flatMap((p) => p.ops.map((op) => op.seq))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(server.docs.size).toBe(4);
  });

  it.each([
    ['request lost', lostRequest],
    ['answer lost', lostAnswer],
    ['server failing', answers(500, 'internal')],
    ['server busy', answers(503, 'busy')],
  ])('%s: nothing lost, nothing doubled', async (_name, fault) => {
    const { server, phone } = await threeLeads();
    for (const place of [0, 1, 2, 3]) {
      server.faults = [...Array(place).fill(passes), fault];
      expect((await phone.engine.pass()).state).toMatch(/wait|done/);
    }
    server.faults = [];
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect(server.docs.size).toBe(3);
    expect([...server.applied.values()].every((times) => times === 1)).toBe(true);
    expect(server.blobs.size).toBe(2);
    expect(await countOutbox(phone.db)).toMatchObject({ pending: 0, dead: 0, uploads: 0 });
  });

  it('takes a duplicated request for what it is', async () => {
    const { server, phone } = await threeLeads();
    server.faults = [twice];
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect([...server.applied.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('sends the same numbers and content again after a crash between answer and filing', async () => {
    const { server, phone } = await threeLeads();
    server.faults = [lostAnswer];
    await phone.engine.pass();
    const again = await phone.restart();
    await again.engine.pass();
    const [first, second] = server.pushes;
    expect(second?.ops).toEqual(first?.ops);
    expect(await countOutbox(again.db)).toMatchObject({ pending: 0, dead: 0 });
  });

  it('holds the captive portal for what it is: no answer', async () => {
    const { server, phone } = await threeLeads();
    server.faults = [
      async () => new Response('<h1>Welcome</h1>', { headers: { 'Content-Type': 'text/html' } }),
    ];
    expect(await phone.engine.pass()).toMatchObject({ state: 'wait', offline: true });
    expect(await countOutbox(phone.db)).toMatchObject({ pending: 6 });
  });

  it('passes on how long the server wants to be left alone', async () => {
    const { server, phone } = await threeLeads();
    server.faults = [answers(429, 'slow_down', { 'Retry-After': '17' })];
    expect(await phone.engine.pass()).toMatchObject({ state: 'wait', asked: 17_000, offline: false });
  });

  it('joins a running pass and follows it by another for what came meanwhile', async () => {
    const { server, phone } = await threeLeads();
    await phone.engine.pass();
    server.faults = [
      async (_path, answer) => {
        await phone.store.captureLead({ event: 'e1', captures: [], set: { given_name: 'Late' } });
        void phone.engine.pass();
        return answer();
      },
    ];
    await phone.engine.pass();
    expect(server.docs.size).toBe(4);
  });
});

describe('a token that is refused', () => {
  it('keeps the queue, lets capture go on and asks to pair again', async () => {
    const { server, phone } = await threeLeads();
    server.tokens.clear();
    expect(await phone.engine.pass()).toEqual({ state: 'signed_out' });
    const calls = server.paths.length;
    await phone.store.captureLead({ event: 'e1', captures: [], set: { given_name: 'Di' } });
    expect(await phone.engine.pass()).toEqual({ state: 'signed_out' });
    expect(server.paths.length).toBe(calls);
    expect(await allLeads(phone.db)).toHaveLength(4);
    expect(await countOutbox(phone.db)).toMatchObject({ pending: 7 });
  });

  it('tells a revoked device from one that is signed out, and wipes nothing by itself', async () => {
    const { server, phone } = await threeLeads();
    server.tokens.set('token-1', { user: 'u1', revoked: true });
    expect(await phone.engine.pass()).toEqual({ state: 'revoked' });
    expect(await allLeads(phone.db)).toHaveLength(3);
    const file = await phone.store.collectUnsent();
    expect(file.unsent).toHaveLength(6);
    expect(file.blobs).toHaveLength(2);
    expect(await phone.store.signOut()).toMatchObject({ ok: false });
    expect(await phone.store.signOut({ force: true })).toEqual({ ok: true });
    expect(await allLeads(phone.db)).toHaveLength(0);
  });
});

describe('a server restored from a backup', () => {
  it('gets again what it forgot, with the stamps it had given', async () => {
    const { server, phone } = await threeLeads();
    await phone.engine.pass();
    const restore = server.backup();
    const [first] = await allLeads(phone.db);
    await phone.store.patchLead(first?.id ?? '', { phone: '+49 30 1' });
    await phone.store.captureLead({ event: 'e1', captures: [card(900, 99)], set: { given_name: 'Eve' } });
    await phone.engine.pass();
    restore();
    server.blobs.clear();
    server.pushes = [];
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect([...server.docs.values()].map((d) => d.fields.given_name).sort()).toEqual([
      'Ada',
      'Bo',
      'Cy',
      'Eve',
    ]);
    expect(server.docs.get(first?.id ?? '')?.fields.phone).toBe('+49 30 1');
    expect(server.blobs.size).toBe(3);
    const again = server.pushes.flatMap((p) => p.ops).find((op) => op.kind === 'put' && 'phone' in op.set);
    expect(again?.stamps).toEqual({ phone: again?.at });
    expect(again?.seq).toBe(7);
    expect(await countOutbox(phone.db)).toMatchObject({ pending: 0, onPhone: 4 });
  });

  it('notices it from a push alone', async () => {
    const { server, phone } = await threeLeads();
    const restore = server.backup();
    await phone.engine.pass();
    restore();
    await phone.store.captureLead({ event: 'e1', captures: [], set: { given_name: 'New' } });
    await phone.engine.flush();
    expect(server.docs.size).toBe(1);
    expect(await countOutbox(phone.db)).toMatchObject({ pending: 6 });
    await phone.engine.pass();
    expect(server.docs.size).toBe(4);
  });
});
