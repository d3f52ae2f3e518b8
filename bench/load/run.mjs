// One load generator for every server: node run.mjs --adapter <file> --base <url> --pid <server> --phases push,edit,…
// Prints one JSON object: phase -> figures. `cpu` is what the processes under --pid used, in milliseconds for each item:
// the figure that a busy machine disturbs least.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lead, percentile } from './leads.mjs';

const given = Object.fromEntries(process.argv.slice(2).join(' ').split('--').filter(Boolean).map((part) => {
  const [name, ...value] = part.trim().split(' ');
  return [name, value.join(' ') || true];
}));
const N = Number(given.n ?? 10_000);
const [CLIENTS, EACH] = [Number(given.clients ?? 50), Number(given.each ?? 200)];
const SECONDS = Number(given.seconds ?? 20);
const module = given.adapter ? await import(pathToFileURL(path.resolve(given.adapter)).href) : {};
const Server = Object.values(module).find((one) => typeof one === 'function');
const server = Server && new Server({ base: given.base, batch: Number(given.batch ?? 200), page: Number(given.page ?? 500), gzip: !!given.gzip });
const begun = Date.now();
let seed = Math.floor(Math.random() * 1e8);
const make = (n) => Array.from({ length: n }, () => lead(seed++, begun));
const out = {};

// --- what the server's processes used so far, in ms
const TICKS_PER_S = 100;
function processes() {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
      const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ pid: Number(pid), parent: Number(rest[1]), ms: ((Number(rest[11]) + Number(rest[12])) / TICKS_PER_S) * 1000 }];
    } catch { return []; }
  });
}
function used() {
  const all = processes();
  const ours = new Set(String(given.pid ?? '').split(',').map(Number));
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of all) if (ours.has(parent) && !ours.has(pid)) { ours.add(pid); grown = true; }
  }
  return all.filter(({ pid }) => ours.has(pid)).reduce((sum, { ms }) => sum + ms, 0);
}

async function measure(name, items, work) {
  const [cpu, mine, began] = [used(), process.cpuUsage(), performance.now()];
  const more = (await work()) ?? {};
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(mine);
  const count = more.items ?? items;
  out[name] = { items: count, seconds, per_s: count / seconds, cpu: (used() - cpu) / count, client_cpu: (user + system) / 1000 / count, ...more };
}
const keptAlive = new http.Agent({ keepAlive: true, maxSockets: 1 });
const ask = (url, headers = {}) => new Promise((done, failed) => {
  http.get(url, { agent: keptAlive, headers }, (answer) => {
    if (answer.statusCode !== 200) failed(new Error(`${answer.statusCode} from ${url}`));
    answer.resume().on('end', done);
  }).on('error', failed);
});
const spread = (times) => ({ p50: percentile(times, 50), p99: percentile(times, 99), best: Math.min(...times), worst: Math.max(...times) });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// A PouchDB client keeps revisions of its own; other clients need none.
async function changed(client, leads, change) {
  const rows = client.local ? (await client.local.allDocs()).rows : [];
  const revisions = new Map(rows.map((row) => [row.id, row.value.rev]));
  return leads.map((one, i) => ({ ...one, _rev: revisions.get(one.id), fields: change(one.fields, i) }));
}
async function send(client, leads) {
  for (const one of leads) client.put(one);
  await client.stage?.();
}

let known = [];
let writer;
const phases = {
  async push() {
    writer = server.client('writer', 'rep0');
    known = make(N);
    await send(writer, known);
    await measure('push', N, async () => { await writer.push(); return { bytes: writer.bytes / N }; });
  },
  // plain records: twenty fields that no rule reads, all of them written, on records that hold nothing else worth naming:
  // both servers end with the same
  async plain() {
    writer ??= server.client('writer', 'rep0');
    const texts = make(N);
    const bare = texts.map(({ id, fields }) => ({ id, fields: { given_name: fields.given_name } }));
    await send(writer, bare);
    await writer.push();
    const record = (i) => Object.fromEntries(Object.values(texts[i].fields).map((value, at) => [`plain_${at}`, `${value} ${i}`]));
    const whole = Boolean(writer.local);
    await send(writer, await changed(writer, bare, (fields, i) => ({ ...(whole ? fields : {}), ...record(i) })));
    await measure('plain', N, () => writer.push());
  },
  async edit() {
    const whole = Boolean(writer.local);
    await send(writer, await changed(writer, known, (fields, i) => ({ ...(whole ? fields : {}), job_title: `Head of valves ${i}` })));
    const before = writer.bytes;
    await measure('edit', N, async () => { await writer.push(); return { bytes: (writer.bytes - before) / N }; });
  },
  async pull() {
    const fresh = server.client('fresh', 'rep0');
    await measure('pull', N, async () => {
      const items = await fresh.pull();
      return { items, bytes: fresh.bytes / items };
    });
    if ((await fresh.count()) < N) throw new Error(`pulled ${await fresh.count()} of ${N}`);
    await fresh.close();
  },
  // four phones at once: while one reads its page the server makes another's
  async together() {
    const phones = Array.from({ length: 4 }, (_, i) => server.client(`fresh${i}`, 'rep0'));
    await measure('together', 4 * N, async () => {
      const pulled = await Promise.all(phones.map((one) => one.pull()));
      const items = pulled.reduce((sum, one) => sum + (one ?? N), 0);
      return { items };
    });
    for (const one of phones) await one.close();
  },
  async many() {
    const clients = Array.from({ length: CLIENTS }, (_, i) => server.client(`many${i}`, `rep${i + 1}`));
    for (const client of clients) await send(client, make(EACH));
    const times = [];
    await measure('many', CLIENTS * EACH, async () => { await Promise.all(clients.map((one) => one.push((ms) => times.push(ms)))); return spread(times); });
    for (const client of clients) await client.close();
  },
  // one phone, one lead after another
  async single() {
    const client = server.client('single', 'rep1');
    const times = [];
    await measure('single', 500, async () => {
      for (const one of make(500)) {
        client.put(one);
        const began = performance.now();
        await client.push();
        times.push(performance.now() - began);
      }
      return spread(times);
    });
    await client.close();
  },
  // a full booth: every phone sends one lead about once a second
  async rush() {
    const times = [];
    const end = performance.now() + SECONDS * 1000;
    await measure('rush', 1, async () => {
      await Promise.all(Array.from({ length: CLIENTS }, async (_, i) => {
        const client = server.client(`rush${i}`, `rep${i}`);
        await pause(Math.random() * 1000);
        while (performance.now() < end) {
          client.put(make(1)[0]);
          const began = performance.now();
          await client.push();
          times.push(performance.now() - began);
          await pause(500 + Math.random() * 1000);
        }
        await client.close();
      }));
      return { items: times.length, ...spread(times) };
    });
  },
  // a hundred leads change, somebody who had everything pulls
  async changes() {
    const reader = server.client('reader', given.reader ?? 'rep0');
    await (reader.catchUp ? reader.catchUp() : reader.pull());
    writer ??= server.client('writer', 'rep0');
    if (given.known) known = JSON.parse(fs.readFileSync(given.known, 'utf8')).map((id) => ({ id, fields: {} }));
    const times = [];
    await measure('changes', 100, async () => {
      for (let round = 0; round < 15; round++) {
        const hundred = await changed(writer, known.slice(0, 100), (fields) => ({ ...fields, job_title: `Round ${round} ${begun}` }));
        await send(writer, hundred);
        await writer.push();
        const began = performance.now();
        const pulled = await reader.pull();
        times.push(performance.now() - began);
        if (pulled !== 100) throw new Error(`pulled ${pulled} instead of 100`);
      }
      return spread(times);
    });
    const idle = [];
    await measure('idle', 200, async () => {
      for (let i = 0; i < 200; i++) {
        const began = performance.now();
        await reader.pull();
        idle.push(performance.now() - began);
      }
      return spread(idle);
    });
    await reader.close();
  },
  // the supervisor's table and a rep's queue, as the screens ask for them
  async lists() {
    const [director, rep] = [server.client('reader', given.reader ?? 'director0'), server.client('rep', 'rep0')];
    for (const [name, one, path] of [['table', director, '/api/v1/leads?page_size=50'], ['queue', rep, '/api/v1/queue']]) {
      const times = [];
      await measure(name, 30, async () => {
        for (let i = 0; i < 30; i++) {
          const began = performance.now();
          await ask(given.base + path, { authorization: `Bearer ${one.device.token}` });
          times.push(performance.now() - began);
        }
        return spread(times);
      });
      await one.close();
    }
  },
  // phones that ask again and again although there is nothing: --pulls of them
  async asking() {
    const total = Number(given.pulls ?? 10_000);
    let left = total;
    await measure('asking', total, () => Promise.all(Array.from({ length: 4 }, async (_, i) => {
      const client = server.client(`asking${i}`, `rep${i}`);
      await client.catchUp();
      while (left-- > 0) await client.pull();
      await client.close();
    })).then(() => undefined));
  },
  // the floor: the same HTTP server and client with an application that does nothing
  async empty() {
    const times = [];
    await measure('empty', 3000, async () => {
      for (let i = 0; i < 3000; i++) {
        const began = performance.now();
        await ask(given.base);
        times.push(performance.now() - began);
      }
      return spread(times);
    });
  },
};

await server?.reset();
for (const name of String(given.phases).split(',')) await phases[name]();
console.log(JSON.stringify(out));
process.exit(0);
