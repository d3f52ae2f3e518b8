import { describe, expect, it } from 'vitest';
import { FakeServer } from '../../test/fakeServer';
import { card, newPhone } from '../../test/phone';
import { getMeta } from '../store/meta';
import { emptyDocument } from '../store/overlay';
import { allLeads, oneLead } from '../store/reads';
import type { LeadDocument } from '../wire';

function doc(id: string, name: string): LeadDocument {
  return { ...emptyDocument(id, 1000, 'u2'), event: 'e1', fields: { given_name: name }, owner: 'u1' };
}

function serverWith(count: number): FakeServer {
  const server = new FakeServer();
  for (let i = 0; i < count; i++) server.save(doc(`lead-${i}`, `n${i}`), 'user:u1');
  return server;
}

describe('pull', () => {
  it('brings every page and stands at the server clock', async () => {
    const server = serverWith(7);
    server.pageSize = 3;
    const phone = await newPhone(server);
    await phone.engine.pass();
    expect(await phone.db.docs.count()).toBe(7);
    expect(await getMeta(phone.db, 'cursor')).toEqual({ epoch: 'epoch-1', s: { 'user:u1': 7 } });
    expect(server.paths.filter((p) => p.endsWith('pull'))).toHaveLength(3);
  });

  it('a crash while a page goes in leaves neither the page nor its cursor', async () => {
    const server = serverWith(5);
    const phone = await newPhone(server);
    phone.db.docs.hook('creating', (key) => {
      if (key === 'lead-3') throw new Error('killed here');
    });
    expect(await phone.engine.pass()).toMatchObject({ state: 'wait' });
    expect(await phone.db.docs.count()).toBe(0);
    expect(await getMeta(phone.db, 'cursor')).toBeUndefined();
    const again = await phone.restart();
    await again.engine.pass();
    expect(await again.db.docs.count()).toBe(5);
  });

  it('never writes over what the person has not sent yet', async () => {
    const server = serverWith(1);
    const phone = await newPhone(server);
    await phone.engine.pass();
    server.judge = () => 'retry:busy';
    await phone.store.patchLead('lead-0', { given_name: 'Mine' });
    server.save({ ...doc('lead-0', 'Theirs'), fields: { given_name: 'Theirs', phone: '1' } }, 'user:u1');
    await phone.engine.pass();
    const view = await oneLead(phone.db, 'lead-0');
    expect(view?.fields).toEqual({ given_name: 'Mine', phone: '1' });
    expect(view?.pending).toEqual(['given_name']);
    expect((await phone.db.docs.get('lead-0'))?.doc.fields?.given_name).toBe('Theirs');
  });

  it('shows an acknowledged change until a finished pull holds it', async () => {
    const server = serverWith(1);
    const phone = await newPhone(server);
    await phone.engine.pass();
    await phone.store.patchLead('lead-0', { given_name: 'Mine' });
    server.faults = [(_p, answer) => answer(), async () => Promise.reject(new TypeError('network'))];
    await phone.engine.pass();
    expect((await oneLead(phone.db, 'lead-0'))?.fields.given_name).toBe('Mine');
    expect(await phone.db.acked.where('seen').equals(0).count()).toBe(1);
    await phone.store.patchLead('lead-0', { given_name: 'Mine, later' });
    expect((await oneLead(phone.db, 'lead-0'))?.fields.given_name).toBe('Mine, later');
    await phone.engine.pass();
    expect(await phone.db.acked.where('seen').equals(0).count()).toBe(0);
    expect((await oneLead(phone.db, 'lead-0'))?.fields.given_name).toBe('Mine, later');
  });

  it('a lead leaves the phone with its last scope, its unsent changes stay', async () => {
    const server = serverWith(1);
    server.scopes = ['user:u1', 'pool:e1'];
    server.save(doc('lead-0', 'Ada'), 'pool:e1');
    const phone = await newPhone(server);
    await phone.engine.pass();
    server.leave('lead-0', 'pool:e1');
    await phone.engine.pass();
    expect(await phone.db.docs.count()).toBe(1);
    server.judge = () => 'retry:busy';
    await phone.store.addNote('lead-0', 'call her');
    server.leave('lead-0', 'user:u1');
    await phone.engine.pass();
    expect(await phone.db.docs.count()).toBe(0);
    expect(await phone.db.outbox.count()).toBe(1);
    expect(await allLeads(phone.db)).toEqual([]);
  });

  it('drops what came from a scope the person no longer holds', async () => {
    const server = serverWith(1);
    server.scopes = ['user:u1', 'pool:e1'];
    server.save(doc('pool-1', 'Pool'), 'pool:e1');
    const phone = await newPhone(server);
    await phone.engine.pass();
    server.scopes = ['user:u1'];
    await phone.engine.pass();
    expect((await allLeads(phone.db)).map((l) => l.id)).toEqual(['lead-0']);
  });

  it('a lead that leaves takes its stored picture along', async () => {
    const server = new FakeServer();
    const phone = await newPhone(server);
    const { lead } = await phone.store.captureLead({ event: 'e1', captures: [card(700, 1)] });
    await phone.engine.pass();
    expect(await phone.db.blobs.count()).toBe(1);
    server.leave(lead, 'user:u1');
    await phone.engine.pass();
    expect(await phone.db.blobs.count()).toBe(0);
  });

  it('keeps the settings that came and asks only for newer ones', async () => {
    const server = serverWith(0);
    const me = { id: 'u1', name: 'Ada', email: 'ada@example.com', roles: ['rep'] };
    server.settings = { etag: 's1', org: { name: 'Acme', currency: 'EUR' }, me, users: [], events: [] };
    const phone = await newPhone(server);
    await phone.engine.pass();
    expect((await getMeta(phone.db, 'settings'))?.etag).toBe('s1');
    server.settings = { ...server.settings, etag: 's2', users: [{ id: 'u2', name: 'Bo' }] };
    await phone.engine.pass();
    expect((await getMeta(phone.db, 'settings'))?.users).toHaveLength(1);
  });

  it('does not run in circles on a server that never says it is done', async () => {
    const server = serverWith(1);
    const phone = await newPhone(server);
    const stuck = { epoch: 'epoch-1', clock: 1, now: 1, put: [], rm: [], drop: [], more: true, reset: false };
    const cursor = { epoch: 'epoch-1', s: {} };
    const pull = async () =>
      new Response(JSON.stringify({ ...stuck, cursor }), { headers: { 'Content-Type': 'application/json' } });
    server.faults = [pull, pull, pull];
    expect(await phone.engine.pass()).toMatchObject({ state: 'wait', code: 'no_progress' });
  });
});
