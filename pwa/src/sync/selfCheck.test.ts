import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { FakeServer } from '../../test/fakeServer';
import { newPhone } from '../../test/phone';
import type { Answer, Call } from '../api';
import { emptyDocument } from '../store/overlay';
import { allLeads, oneLead } from '../store/reads';
import { selfCheck } from './selfCheck';

const DAY = 24 * 3_600_000;

async function checked() {
  const server = new FakeServer();
  for (const id of ['b', 'a']) server.save({ ...emptyDocument(id, 1000, 'u2'), owner: 'u1' }, 'user:u1');
  const phone = await newPhone(server);
  await phone.engine.pass();
  const asked: unknown[] = [];
  let verdict = { state: 'same', differ: [] as string[] };
  const call: Call = async <T>(_method: string, _path: string, options?: { json?: unknown }) => {
    asked.push(options?.json);
    return { ok: true, status: 200, data: verdict as T, headers: new Headers() } as Answer<T>;
  };
  const check = () => selfCheck({ db: phone.db, call, now: () => phone.clock.now });
  const says = (state: string, differ: string[] = []) => {
    verdict = { state, differ };
  };
  return { server, phone, asked, check, says };
}

it('tells number and hash of what it holds, once a day', async () => {
  const { phone, asked, check } = await checked();
  expect(await check()).toBe(false);
  const rows = await phone.db.docs.orderBy('id').toArray();
  const lines = rows.map((row) => `${row.id}:${row.doc.rev}\n`).join('');
  expect(rows).toHaveLength(2);
  expect(asked).toMatchObject([
    { scopes: { 'user:u1': `2:${createHash('sha256').update(lines).digest('hex')}` } },
  ]);
  await check();
  expect(asked).toHaveLength(1);
  phone.clock.now += DAY;
  await check();
  expect(asked).toHaveLength(2);
});

it('asks again soon when it was behind', async () => {
  const { asked, check, says } = await checked();
  says('behind');
  await check();
  await check();
  expect(asked).toHaveLength(2);
});

it('forgets what differs, keeps what is unsent, and the next pull brings the truth', async () => {
  const { server, phone, check, says } = await checked();
  server.judge = () => 'retry:busy';
  await phone.store.patchLead('a', { given_name: 'Mine' });
  await phone.db.docs.delete('b');
  says('differs', ['user:u1']);
  expect(await check()).toBe(true);
  expect(await phone.db.docs.count()).toBe(0);
  await phone.engine.pass();
  expect((await allLeads(phone.db)).map((lead) => lead.id).sort()).toEqual(['a', 'b']);
  expect((await oneLead(phone.db, 'a'))?.fields.given_name).toBe('Mine');
});
