// A phone of Boxless for load generators: the wire of docs/sync.md and an outbox. Of what it pulls it keeps id and revision:
// a phone has its documents on disk, and a generator that kept them would measure its own garbage collection.
// Same shape as adapters for other servers: new LeadSync(options).client(name, user) with put, push, pull, count, close.
// BOXLESS_HOUSE names the file with the show and the paired devices (bench/load/house.py writes it).
import fs from 'node:fs';
import http from 'node:http';
import zlib from 'node:zlib';
import { uuid7 } from './leads.mjs';

const GZIP_FROM = 1400;

export class LeadSync {
  constructor({ base, gzip = false, batch = 200, page = 500 }) {
    Object.assign(this, { base: new URL(base), gzip, batch, page });
    this.house = JSON.parse(fs.readFileSync(process.env.BOXLESS_HOUSE, 'utf8'));
    for (const device of [...this.house.reps, ...this.house.directors]) device.seq ??= Date.now() * 1000; // another run numbers on
  }

  async reset() {} // the server starts on an empty database

  client(_name, user = 'rep0') {
    const { reps, directors } = this.house;
    const number = Number(user.replace(/\D/g, '')) || 0;
    return new Phone(this, user.startsWith('rep') ? reps[number % reps.length] : directors[number % directors.length]);
  }
}

class Phone {
  constructor(server, device) {
    Object.assign(this, { server, device, outbox: [], store: new Map(), cursor: null, settings: null, bytes: 0 });
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  }

  req(path, body) {
    let sent = Buffer.from(JSON.stringify(body));
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.device.token}` };
    if (this.server.gzip) {
      headers['accept-encoding'] = 'gzip';
      if (sent.length > GZIP_FROM) {
        sent = zlib.gzipSync(sent, { level: 1 });
        headers['content-encoding'] = 'gzip';
      }
    }
    headers['content-length'] = sent.length;
    this.bytes += sent.length;
    const { hostname: host, port } = this.server.base;
    return new Promise((resolve, reject) => {
      const request = http.request({ host, port, path: `/api/sync/v1/${path}`, method: 'POST', headers, agent: this.agent }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          let got = Buffer.concat(chunks);
          this.bytes += got.length;
          if (answer.headers['content-encoding'] === 'gzip') got = zlib.gunzipSync(got);
          if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode} ${got.toString().slice(0, 300)}`));
          else resolve(JSON.parse(got));
        });
      });
      request.on('error', reject);
      request.end(sent);
    });
  }

  put(lead) {
    this.outbox.push({
      id: uuid7(Date.now(), Math.random), seq: ++this.device.seq, kind: 'put', lead: lead.id, event: this.server.house.event,
      at: Date.now(), base: lead.rev ?? Number.MAX_SAFE_INTEGER - 1, mine: true, set: lead.fields,
    });
  }

  async push(onEach) {
    while (this.outbox.length) {
      const ops = this.outbox.slice(0, this.server.batch);
      const began = performance.now();
      const answer = await this.req('push', { device: this.device.id, schema: 1, sent_at: Date.now(), ops });
      for (const result of answer.results) if (result.st !== 'ok') throw new Error(JSON.stringify(result));
      this.outbox.splice(0, ops.length);
      onEach?.(performance.now() - began, ops.length);
    }
  }

  async pull() {
    for (let pulled = 0; ;) {
      const body = { device: this.device.id, cursor: this.cursor, limit: this.server.page, settings: this.settings, schema: 2 };
      const answer = await this.req('pull', body);
      for (const { d } of answer.put) this.store.set(d.id, d.rev);
      for (const { id } of answer.rm) this.store.delete(id);
      pulled += answer.put.length;
      this.cursor = answer.cursor;
      this.settings = answer.settings?.etag ?? this.settings;
      if (!answer.more) return pulled;
    }
  }

  // as if everything up to now had been pulled before
  async catchUp() {
    const { cursor, clock, settings } = await this.req('pull', { device: this.device.id, cursor: null, limit: 1 });
    this.cursor = { ...cursor, s: Object.fromEntries(Object.keys(cursor.s).map((scope) => [scope, clock])) };
    this.settings = settings?.etag ?? null;
  }

  count() { return this.store.size; }
  close() { this.agent.destroy(); }
}
