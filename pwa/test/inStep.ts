/** Plays the scripts of tests/simulation/in_step.py on the real engine against a real server, and tells what came of it. */
import type { Fetch } from '../src/api';
import { setMeta } from '../src/store/meta';
import { oneLead } from '../src/store/reads';
import type { NewBlob } from '../src/store/writes';
import type { FieldSet, Id, Op } from '../src/wire';
import { newPhone, type Phone } from './phone';

export interface Step {
  do:
    | 'capture'
    | 'edit'
    | 'read'
    | 'note'
    | 'touch'
    | 'memo'
    | 'claim'
    | 'assign'
    | 'close'
    | 'pass'
    | 'clock'
    | 'backup'
    | 'restore';
  now: number;
  phone: string;
  lead: number;
  mine: boolean;
  set: FieldSet;
  faults: string[];
  ms: number;
  /** SHA-256 of what is said */
  memo: string;
  /** whom a lead is given to; null: the pool */
  to: string | null;
}

export interface Cast {
  server: string;
  event: Id;
  phones: Record<string, { device: Id; user: Id; token: string }>;
  /** SHA-256 -> bytes in hexadecimal */
  memos: Record<string, string>;
}

interface Player {
  phone: Phone;
  skew: number;
}

const FIELDS = ['company', 'city', 'job_title'];

export class Stage {
  private leads: Id[] = [];
  private sent: unknown[] = [];
  private players = new Map<string, Player>();
  private faults: string[] = [];
  private now = 0;

  constructor(private cast: Cast) {}

  async play(steps: Step[]): Promise<unknown> {
    await this.command('reset');
    for (const [name, { device, user, token }] of Object.entries(this.cast.phones)) {
      const phone = await newPhone({ fetch: this.fetchOf(name) }, { device, user, token, seed: name.length });
      await setMeta(phone.db, 'show', this.cast.event);
      this.players.set(name, { phone, skew: 0 });
    }
    for (const step of steps) {
      const player = this.players.get(step.phone);
      if (!player) throw new Error(`nobody is called ${step.phone}`);
      this.now = step.now;
      player.phone.clock.now = step.now + player.skew;
      await this.step(step, player);
    }
    const held: Record<string, unknown> = {};
    for (const [name, { phone }] of this.players) held[name] = await this.held(phone);
    return { sent: this.sent, held };
  }

  private async step(step: Step, player: Player): Promise<void> {
    const { store, engine } = player.phone;
    if (step.do === 'pass') {
      this.faults = [...step.faults];
      await engine.pass();
      this.faults = [];
    } else if (step.do === 'backup' || step.do === 'restore') await this.command(step.do);
    else if (step.do === 'clock') player.skew += step.ms;
    else if (step.do === 'capture') {
      const { lead } = await store.captureLead({
        event: this.cast.event,
        captures: [],
        set: step.set,
        mine: step.mine,
      });
      this.leads.push(lead);
    } else await this.write(step, player.phone);
  }

  private async write(step: Step, { store, db }: Phone): Promise<void> {
    const lead = this.leads[step.lead];
    if (!lead || !(await oneLead(db, lead))) return;
    if (step.do === 'edit') await store.patchLead(lead, step.set);
    if (step.do === 'read') await store.applyReading(lead, { capture: lead, set: step.set, conf: {} });
    if (step.do === 'note') await store.addNote(lead, `note ${step.now}`);
    if (step.do === 'touch')
      await store.logTouch(lead, { direction: 'out', channel: 'call', outcome: 'no_answer' });
    if (step.do === 'claim') await store.claim(lead);
    if (step.do === 'memo')
      await store.addCapture(lead, { kind: 'voice', side: null, blob: this.memo(step.memo) });
    if (step.do === 'assign') await store.assign(lead, this.user(step.to), 'turns');
    if (step.do === 'close')
      await store.closeLead(lead, { outcome: 'lost', reason: 'price', objection: 'too dear' });
  }

  private memo(sha256: string): NewBlob {
    const data = Uint8Array.from(Buffer.from(this.cast.memos[sha256] ?? '', 'hex')).buffer;
    return { data, sha256, mime: 'audio/ogg' };
  }

  private user(name: string | null): Id | null {
    return name === null ? null : (this.cast.phones[name]?.user ?? null);
  }

  /** The line of one phone: it loses requests, loses answers and says things twice, as the script wants it. */
  private fetchOf(name: string): Fetch {
    return async (path, init) => {
      const fault = this.faults.shift() ?? '';
      this.sent.push(await this.request(name, path, init));
      const send = () =>
        fetch(this.cast.server + path, {
          ...init,
          headers: { ...init.headers, 'X-Script-Now': `${this.now}` },
        });
      if (fault === 'lost') throw new TypeError('lost');
      const answer = await send();
      if (fault === 'twice') await (await send()).arrayBuffer();
      if (fault === 'answer_lost') throw new TypeError('lost');
      return answer;
    };
  }

  private async request(name: string, path: string, init: RequestInit): Promise<unknown> {
    const [, sha256] = path.split('/blob/');
    if (sha256) return ['bytes', name, sha256];
    const packed = new Headers(init.headers).get('Content-Encoding') === 'gzip';
    const plain = new Response(init.body as BodyInit).body;
    const stream = packed && plain ? plain.pipeThrough(new DecompressionStream('gzip')) : plain;
    const body = await new Response(stream).json();
    if (path.endsWith('/push')) return ['push', name, body.ops.map((op: Op) => this.told(op))];
    return ['pull', name, body.cursor?.s ?? null];
  }

  private told(op: Op): unknown[] {
    const stamps = Object.keys((op as { stamps?: object }).stamps ?? {}).sort();
    const put = op.kind === 'put' ? op : null;
    return [op.kind, this.leads.indexOf(op.lead), put?.base ?? null, put?.set ?? null, stamps];
  }

  private async command(what: string): Promise<void> {
    const headers = { 'X-Script-Now': `${this.now}` };
    await (await fetch(`${this.cast.server}/script/${what}`, { method: 'POST', headers })).arrayBuffer();
  }

  private async held({ db }: Phone): Promise<unknown> {
    const docs = await db.docs.toArray();
    const byPlace = <T>(make: (row: (typeof docs)[number]) => T) =>
      Object.fromEntries(docs.map((row) => [this.leads.indexOf(row.id), make(row)]));
    const shown: Record<number, unknown> = {};
    for (const [place, id] of this.leads.entries()) {
      const view = await oneLead(db, id);
      if (view)
        shown[place] = Object.fromEntries(
          Object.entries(view.fields).filter(([name, value]) => FIELDS.includes(name) && value !== null),
        );
    }
    const acked = await db.acked.toArray();
    const cursor = (await db.meta.get('cursor'))?.value as { s: unknown } | undefined;
    return {
      docs: byPlace(({ doc, scopes }) => [doc.rev, doc.fields, doc.owner ?? null, [...scopes].sort()]),
      children: byPlace(({ doc }) => [doc.touches?.length ?? 0, doc.notes?.map((note) => note.text) ?? []]),
      shown,
      outbox: (await db.outbox.orderBy('n').toArray()).map((row) => this.told(row.op)),
      acked: acked.sort((a, b) => a.n - b.n).map((row) => [this.told(row.op), row.rev, row.seen === 1]),
      dead: (await db.dead.toArray()).sort((a, b) => a.n - b.n).map((row) => [this.told(row.op), row.code]),
      cursor: cursor?.s ?? null,
      uploads: (await db.uploads.orderBy('op').toArray()).map((row) => [
        this.leads.indexOf(row.lead),
        row.sha256,
        row.state === 'stored',
      ]),
    };
  }
}
