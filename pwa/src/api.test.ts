import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type ApiParts, createApi } from './api';

const jsonReply = (data: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(data), { headers: { 'Content-Type': 'application/json' }, ...init });

function caller(reply: (path: string, init: RequestInit) => Promise<Response>, token: string | null = null) {
  const sent: RequestInit[] = [];
  const fetch: ApiParts['fetch'] = (path, init) => {
    sent.push(init);
    return reply(path, init);
  };
  return { call: createApi({ fetch, token: () => token, now: () => 1_000_000 }), sent };
}

it('answers data, and sends the device token unless told not to', async () => {
  const { call, sent } = caller(async () => jsonReply({ a: 1 }), 'secret');
  expect(await call('GET', '/x')).toMatchObject({ ok: true, data: { a: 1 } });
  await call('GET', '/x', { cookieOnly: true });
  expect(sent.map((init) => new Headers(init.headers).get('Authorization'))).toEqual(['Bearer secret', null]);
});

it('never throws: no network, a portal page, broken JSON', async () => {
  const none = caller(() => Promise.reject(new TypeError('failed')));
  expect(await none.call('GET', '/x')).toMatchObject({ ok: false, kind: 'offline', status: 0 });
  const html = { 'Content-Type': 'text/html' };
  const portal = caller(async () => new Response('<p>Log in to Hall Wifi', { headers: html }));
  expect(await portal.call('GET', '/x')).toMatchObject({ ok: false, kind: 'offline' });
  expect(await portal.call('PUT', '/x', { as: 'none' })).toMatchObject({ ok: false, kind: 'offline' });
  const broken = caller(
    async () => new Response('{"a":', { headers: { 'Content-Type': 'application/json' } }),
  );
  expect(await broken.call('GET', '/x')).toMatchObject({ ok: false, kind: 'broken', status: 200 });
});

it('passes on what the server says is wrong and how long to wait', async () => {
  const body = { title: 'Pick a show first.', status: 422, code: 'unknown_event' };
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': '3' };
  const { call } = caller(async () => new Response(JSON.stringify(body), { status: 422, headers }));
  expect(await call('POST', '/x')).toMatchObject({
    ok: false,
    kind: 'refused',
    problem: body,
    retryAfter: 3000,
  });
  const date = { 'Retry-After': new Date(1_005_000).toUTCString() };
  const later = caller(async () => new Response('', { status: 503, headers: date }));
  expect(await later.call('GET', '/x')).toMatchObject({
    status: 503,
    retryAfter: 5000,
    problem: { code: 'http_503' },
  });
});

it('gives up in time', async () => {
  const { call } = caller(
    (_path, init) =>
      new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(new Error('x')))),
  );
  expect(await call('GET', '/x', { timeout: 5 })).toMatchObject({ ok: false, kind: 'aborted' });
});

it('packs large requests', async () => {
  const { call, sent } = caller(async () => jsonReply({}));
  const json = { text: 'a'.repeat(5000) };
  await call('POST', '/x', { json });
  expect(new Headers(sent[0]?.headers).get('Content-Encoding')).toBe('gzip');
  expect(JSON.parse(gunzipSync(Buffer.from(sent[0]?.body as ArrayBuffer)).toString())).toEqual(json);
});
