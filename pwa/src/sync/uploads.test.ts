import { describe, expect, it } from 'vitest';
import { answers, FakeServer, lostAnswer, passes } from '../../test/fakeServer';
import { card, newPhone } from '../../test/phone';
import { PART_BYTES } from './uploads';

const uploadsOf = (server: FakeServer) => server.paths.filter((path) => path.includes('/blob/'));

describe('uploads', () => {
  it('sends fronts before backs before memos', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const memo = { ...card(300, 3), kind: 'voice' as const, side: null };
    await phone.store.captureLead({ event: 'e1', captures: [memo, card(300, 2, 'back')] });
    await phone.store.captureLead({ event: 'e1', captures: [card(300, 1)] });
    await phone.engine.pass();
    const order = [card(300, 1), card(300, 2), memo].map((c) => `PUT /api/sync/v1/blob/${c.blob.sha256}`);
    expect(uploadsOf(server)).toEqual(order);
  });

  it('goes on where it stopped, part by part', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const big = card(PART_BYTES * 3 + 10);
    await phone.store.captureLead({ event: 'e1', captures: [big] });
    server.faults = [passes, passes, passes, passes, lostAnswer];
    expect(await phone.engine.pass()).toMatchObject({ state: 'wait' });
    server.paths = [];
    const again = await phone.restart();
    await again.engine.pass();
    const sent = uploadsOf(server).map((path) => path.replace(/.*blob\/\w+/, ''));
    expect(sent).toEqual(['', '?part=2&of=4', '?part=3&of=4']);
    expect(server.blobs.get(big.blob.sha256)?.byteLength).toBe(PART_BYTES * 3 + 10);
    expect(await again.db.uploads.toArray()).toMatchObject([{ state: 'stored' }]);
  });

  it('is not misled by empty answers that call themselves a page', async () => {
    const server = new FakeServer();
    server.emptyHeaders = { 'Content-Type': 'text/html; charset=utf-8' };
    const phone = await newPhone(server);
    const big = card(PART_BYTES * 2 + 1);
    await phone.store.captureLead({ event: 'e1', captures: [card(300), big] });
    server.faults = [passes, passes, lostAnswer];
    await phone.engine.pass();
    expect(await phone.engine.pass()).toEqual({ state: 'done' });
    expect(server.blobs.size).toBe(2);
    expect(await phone.db.uploads.where('state').equals('stored').count()).toBe(2);
  });

  it('starts a picture over that arrived damaged', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    await phone.store.captureLead({ event: 'e1', captures: [card(300)] });
    server.faults = [passes, passes, answers(422, 'hash_mismatch')];
    await phone.engine.pass();
    expect(server.blobs.size).toBe(1);
  });

  it('leaves one the server will not have, after a few tries, and goes on with the next', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const bad = card(300, 1);
    await phone.store.captureLead({ event: 'e1', captures: [bad] });
    await phone.store.captureLead({ event: 'e1', captures: [card(300, 2)] });
    const real = server.fetch;
    server.fetch = async (path, init) =>
      path.includes(bad.blob.sha256)
        ? answers(403, 'blob_forbidden')(path, async () => new Response())
        : real(path, init);
    const again = await phone.restart();
    await again.engine.pass();
    expect(server.blobs.size).toBe(1);
    const rows = await again.db.uploads.toArray();
    expect(rows.find((r) => r.sha256 === bad.blob.sha256)).toMatchObject({
      state: 'refused',
      code: 'blob_forbidden',
    });
    expect(await again.db.blobs.get(bad.blob.sha256)).toBeDefined();
  });

  it('sends again what the server says it misses', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    await phone.store.captureLead({ event: 'e1', captures: [card(300)] });
    await phone.engine.pass();
    server.blobs.clear();
    await phone.store.captureLead({ event: 'e1', captures: [] });
    await phone.engine.pass();
    expect(server.blobs.size).toBe(1);
  });

  it('lets a lead captured meanwhile go before the next picture', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    await phone.store.captureLead({ event: 'e1', captures: [card(300, 1)] });
    await phone.store.captureLead({ event: 'e1', captures: [card(300, 2)] });
    server.faults = [
      passes,
      passes,
      async (_path, answer) => {
        await phone.store.captureLead({ event: 'e1', captures: [], set: { given_name: 'Late' } });
        return answer();
      },
    ];
    await phone.engine.pass();
    expect(server.paths.map((p) => (p.includes('blob') ? 'blob' : p.split('/').at(-1)))).toEqual([
      'push',
      'pull',
      'blob',
      'push',
      'blob',
    ]);
  });
});
