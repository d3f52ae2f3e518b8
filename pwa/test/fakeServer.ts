/** A server of docs/sync.md in memory, small enough to be obviously right, with faults to order. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { emptyDocument } from '../src/store/overlay';
import type {
  LeadDocument,
  Op,
  OpResult,
  PullAnswer,
  PullRequest,
  PushAnswer,
  PushRequest,
  Settings,
} from '../src/wire';

export type Fault = (path: string, answer: () => Promise<Response>) => Promise<Response>;

const RANK = { human: 3, badge: 2, import: 1, ocr: 0 };

interface FeedRow {
  scope: string;
  id: string;
  rev: number;
  present: boolean;
}

export class FakeServer {
  epoch = 'epoch-1';
  rev = 0;
  now = 1_800_000_000_000;
  docs = new Map<string, LeadDocument>();
  feed: FeedRow[] = [];
  receipts = new Map<string, OpResult>();
  /** Every operation applied, by id: how often. Must be 1 for each. */
  applied = new Map<string, number>();
  seqs = new Map<string, string>();
  blobs = new Map<string, Uint8Array>();
  parts = new Map<string, Map<number, Uint8Array>>();
  tokens = new Map([['token-1', { user: 'u1', revoked: false }]]);
  settings: Settings | null = null;
  pageSize = 500;
  maxOps = 500;
  scopes = ['user:u1'];
  pushes: PushRequest[] = [];
  paths: string[] = [];
  /** Decides what to refuse: an op code, or null. */
  judge: (op: Op) => string | null = () => null;
  faults: Fault[] = [];
  /** Frameworks call even an empty answer a page. */
  emptyHeaders: Record<string, string> = {};

  fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const answer = () => this.route(path, init);
    const fault = this.faults.shift();
    this.paths.push(`${init.method} ${path}`);
    return fault ? fault(path, answer) : answer();
  };

  private async route(path: string, init: RequestInit): Promise<Response> {
    const token = new Headers(init.headers).get('Authorization')?.replace('Bearer ', '') ?? '';
    const who = this.tokens.get(token);
    if (!who) return problem(401, 'unauthenticated');
    if (who.revoked) return problem(401, 'device_revoked');
    const [bare = '', query = ''] = path.split('?');
    if (bare === '/api/sync/v1/push') return this.push(body(init) as PushRequest, who.user);
    if (bare === '/api/sync/v1/pull') return this.pull(body(init) as PullRequest);
    if (bare.startsWith('/api/sync/v1/blob/')) return this.blob(bare.slice(18), query, init);
    return problem(404, 'not_found');
  }

  private push(request: PushRequest, user: string): Response {
    this.pushes.push(request);
    if (request.ops.length > this.maxOps) return problem(413, 'too_large');
    if (request.ops.some((op) => 'poison' in op)) return problem(422, 'invalid');
    const results = request.ops.map((op) => this.apply(op, request, user));
    const want = [...this.docs.values()]
      .flatMap((d) => d.captures)
      .map((c) => c.blob?.sha256)
      .filter((sha): sha is string => sha !== undefined && !this.blobs.has(sha));
    return json({ epoch: this.epoch, now: this.now, clock: this.rev, want, results } satisfies PushAnswer);
  }

  private apply(op: Op, request: PushRequest, user: string): OpResult {
    const known = this.receipts.get(op.id);
    if (known) return { ...known, dup: true } as OpResult;
    const slot = `${request.device}/${op.seq}`;
    if (this.seqs.has(slot))
      return { id: op.id, st: 'reject', code: 'replay_mismatch', title: 'other content' };
    const code = this.judge(op);
    if (code?.startsWith('retry:')) return { id: op.id, st: 'retry', code: code.slice(6) };
    this.seqs.set(slot, op.id);
    const result: OpResult = code
      ? { id: op.id, st: 'reject', code, title: `refused: ${code}` }
      : this.write(op, user);
    this.receipts.set(op.id, result);
    return result;
  }

  private write(op: Op, user: string): OpResult {
    this.applied.set(op.id, (this.applied.get(op.id) ?? 0) + 1);
    const doc = structuredClone(this.docs.get(op.lead) ?? emptyDocument(op.lead, op.at, user));
    if (op.kind === 'put') {
      for (const [name, value] of Object.entries(op.set)) {
        const current = doc.origin[name];
        if (current && RANK[current.src] > RANK[op.src]) continue;
        doc.fields[name] = value;
        doc.origin[name] = { src: op.src };
      }
      doc.event ??= op.event;
      if (op.mine) doc.owner ??= user;
    }
    if (op.kind === 'capture')
      doc.captures.push({
        ...op.body,
        by: user,
        status: 'pending',
        blob: op.body.blob && { ...op.body.blob, stored: false },
      });
    if (op.kind === 'touch')
      doc.touches.push({
        note: '',
        minutes: null,
        step: null,
        corrects: null,
        ...op.body,
        by: user,
        auto: false,
      });
    if (op.kind === 'note') doc.notes.push({ ...op.body, at: op.at, by: user });
    this.save(doc, 'user:u1');
    return { id: op.id, st: 'ok', rev: doc.rev, stamp: op.at };
  }

  /** Writes a document as any writer on the server would. */
  save(doc: LeadDocument, scope: string): void {
    doc.rev = ++this.rev;
    this.docs.set(doc.id, doc);
    this.feed = this.feed.filter((row) => row.id !== doc.id || row.scope !== scope);
    this.feed.push({ scope, id: doc.id, rev: doc.rev, present: true });
  }

  /** Takes a lead out of a scope. */
  leave(id: string, scope: string): void {
    this.feed = this.feed.filter((row) => row.id !== id || row.scope !== scope);
    this.feed.push({ scope, id, rev: ++this.rev, present: false });
  }

  /** Forgets everything after a backup taken now, when the answered function is called. */
  backup(): () => void {
    const kept = structuredClone({
      docs: this.docs,
      feed: this.feed,
      receipts: this.receipts,
      seqs: this.seqs,
    });
    return () => {
      Object.assign(this, structuredClone(kept));
      this.epoch = `${this.epoch}+`;
      this.rev += 1_000_000;
    };
  }

  private pull({ cursor, settings }: PullRequest): Response {
    const base = {
      epoch: this.epoch,
      clock: this.rev,
      now: this.now,
      put: [],
      rm: [],
      drop: [],
      more: false,
    };
    if (cursor && cursor.epoch !== this.epoch)
      return json({ ...base, cursor: { epoch: this.epoch, s: {} }, reset: true } satisfies PullAnswer);
    const answer: PullAnswer = { ...base, reset: false, cursor: { epoch: this.epoch, s: {} } };
    for (const scope of this.scopes) {
      const rows = this.feed.filter((row) => row.scope === scope && row.rev > (cursor?.s[scope] ?? 0));
      rows.sort((a, b) => a.rev - b.rev);
      const page = rows.slice(0, this.pageSize);
      for (const row of page) {
        const doc = this.docs.get(row.id);
        if (row.present && doc) answer.put.push({ s: scope, d: structuredClone(doc) });
        else answer.rm.push({ s: scope, id: row.id });
      }
      const full = rows.length > this.pageSize;
      answer.more ||= full;
      answer.cursor.s[scope] = full ? (page.at(-1)?.rev ?? 0) : this.rev;
    }
    answer.drop = Object.keys(cursor?.s ?? {}).filter((scope) => !this.scopes.includes(scope));
    if (this.settings && this.settings.etag !== settings) answer.settings = this.settings;
    return json(answer);
  }

  private blob(sha: string, query: string, init: RequestInit): Response {
    const parts = this.parts.get(sha) ?? new Map<number, Uint8Array>();
    if (init.method === 'HEAD') {
      if (this.blobs.has(sha)) return new Response(null, { status: 200, headers: this.emptyHeaders });
      return new Response(null, { status: 404, headers: { 'X-Have': [...parts.keys()].join(',') } });
    }
    const data = new Uint8Array(init.body as ArrayBuffer);
    const params = new URLSearchParams(query);
    if (!params.has('part')) return this.keep(sha, data);
    parts.set(Number(params.get('part')), data);
    this.parts.set(sha, parts);
    const of = Number(params.get('of'));
    if (parts.size < of) return new Response(null, { status: 202, headers: this.emptyHeaders });
    const whole = Buffer.concat(Array.from({ length: of }, (_, i) => parts.get(i) ?? new Uint8Array()));
    this.parts.delete(sha);
    return this.keep(sha, whole);
  }

  private keep(sha: string, data: Uint8Array): Response {
    if (createHash('sha256').update(data).digest('hex') !== sha) return problem(422, 'hash_mismatch');
    this.blobs.set(sha, data);
    return new Response(null, { status: 201, headers: this.emptyHeaders });
  }
}

function body(init: RequestInit): unknown {
  const packed = new Headers(init.headers).get('Content-Encoding') === 'gzip';
  const text = packed ? gunzipSync(Buffer.from(init.body as ArrayBuffer)).toString() : (init.body as string);
  return JSON.parse(text);
}

export function json(data: unknown, status = 200): Response {
  return new Response(JSON.stringify(data), { status, headers: { 'Content-Type': 'application/json' } });
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ title: `problem: ${code}`, status, code }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}

/** The request never arrives. */
export const lostRequest: Fault = async () => {
  throw new TypeError('network');
};
/** The server does it, the answer never arrives. */
export const lostAnswer: Fault = async (_path, answer) => {
  await answer();
  throw new TypeError('network');
};
/** The request arrives twice; the second answer is the one seen. */
export const twice: Fault = async (_path, answer) => {
  await answer();
  return answer();
};
export const answers =
  (status: number, code: string, headers?: Record<string, string>): Fault =>
  async () =>
    problem(status, code, headers);
export const passes: Fault = (_path, answer) => answer();
