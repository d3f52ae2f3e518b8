import { computed, type ReadonlySignal } from '@preact/signals';
import type { Call } from '../api';
import type { Id, Me, Op, Org, Show } from '../wire';
import { type Bytes, readBytes } from './bytes';
import { steady } from './db';
import { live } from './live';
import { getMeta } from './meta';
import { setMine } from './mine';
import type { StoreParts } from './queue';
import { allLeads, countOutbox, oneLead } from './reads';
import type { RescueFile } from './rescue';
import { chooseShow, obviousShow } from './shows';
import type { DeadLetter, LeadView, OutboxState, Paired, Session, SettingsView } from './types';
import { undo, undoCapture } from './undo';
import { createWrites, type Writes } from './writes';

export interface Store extends Writes {
  parts: StoreParts;
  session: ReadonlySignal<Session | null>;
  access: ReadonlySignal<'ok' | 'signed_out' | 'revoked'>;
  ready: ReadonlySignal<boolean>;
  leads: ReadonlySignal<LeadView[]>;
  lead(id: Id): ReadonlySignal<LeadView | undefined>;
  settings: ReadonlySignal<SettingsView>;
  outbox: ReadonlySignal<OutboxState>;
  show: ReadonlySignal<Show | null>;
  /** When a pull last went all the way through; null if never. */
  lastSync: ReadonlySignal<number | null>;
  deadLetters: ReadonlySignal<DeadLetter[]>;
  pairWith(code: string): Promise<Paired>;
  registerBrowser(me: { user: Me; org: Org }): Promise<Paired>;
  signOut(options?: { force?: boolean }): Promise<{ ok: true } | { ok: false; unsent: number }>;
  chooseShow(id: Id): Promise<void>;
  setMine(lead: Id, mine: boolean, reason: string): Promise<void>;
  undo(op: Id): Promise<boolean>;
  undoCapture(lead: Id): Promise<void>;
  resend(op: Id, changed?: Partial<Op>): Promise<Id>;
  discard(op: Id): Promise<void>;
  collectUnsent(): Promise<RescueFile>;
  blobData(sha256: string): Promise<Bytes | null>;
  /** Called after every write; answers how to stop. */
  onWrite(listener: () => void): () => void;
}

const NO_SETTINGS: SettingsView = {
  org: null,
  me: null,
  users: [],
  events: [],
  templates: [],
  collateral: [],
  mail: false,
};
const NOTHING_OUT: OutboxState = {
  pending: 0,
  leads: 0,
  dead: 0,
  oldest_at: null,
  onPhone: 0,
  uploads: 0,
  noShow: 0,
};

export interface OpenParts extends StoreParts {
  call: Call;
  /** How this device is called in the list of devices. */
  label: string;
  /** Today as YYYY-MM-DD where the phone is. */
  today: () => string;
}

interface Identity {
  loaded: boolean;
  session: Session | null;
  access: 'ok' | 'signed_out' | 'revoked';
}

// What nobody needs to take a card is fetched, and kept for offline, apart from it.
const identities = () => import('./session');
const refusals = () => import('./deadletters');

/** The store over one phone's storage. Everything from outside is injected, so that a simulator can drive it. */
export function openStore({ call, label, today, ...parts }: OpenParts): Store {
  const { db } = parts;
  const listeners = new Set<() => void>();
  const wrote = () => {
    for (const listener of listeners) listener();
  };
  const thenWrote = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work;
    wrote();
    return done;
  };
  const writes = createWrites(parts, wrote);
  return {
    ...writes,
    ...reads(parts, today),
    parts,
    pairWith: async (code) => thenWrote((await identities()).pairWith(parts, call, code, label)),
    registerBrowser: async (me) => thenWrote((await identities()).registerBrowser(parts, call, me, label)),
    signOut: async (options) => (await identities()).signOut(parts, options),
    chooseShow: (id) => thenWrote(chooseShow(parts, id)),
    setMine: (id, mine, reason) => thenWrote(setMine(parts, id, mine, reason)),
    undo: (op) => undo(parts, op),
    undoCapture: (id) => undoCapture(parts, writes, id),
    resend: async (op, changed) => thenWrote((await refusals()).resend(parts, op, changed)),
    discard: async (op) => (await refusals()).discard(parts, op),
    collectUnsent: async () => {
      const { collectUnsent } = await import('./rescue');
      return steady(db, () => collectUnsent(parts));
    },
    blobData: (sha256) => steady(db, () => readBytes(db, call, sha256)),
    onWrite: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function reads({ db }: StoreParts, today: () => string) {
  const identity = live(() => readIdentity(db), { loaded: false, session: null, access: 'ok' } as Identity);
  const settings = live(() => readSettings(db), NO_SETTINGS);
  const chosen = live(() => getMeta(db, 'show'), undefined);
  const leadSignals = new Map<Id, ReadonlySignal<LeadView | undefined>>();
  return {
    session: computed(() => identity.value.session),
    access: computed(() => identity.value.access),
    ready: computed(() => identity.value.loaded),
    settings,
    show: computed(() => obviousShow(settings.value.events, chosen.value, today())),
    lastSync: live(async () => (await getMeta(db, 'last_sync')) ?? null, null as number | null),
    leads: live(() => allLeads(db), [] as LeadView[]),
    outbox: live(() => countOutbox(db), NOTHING_OUT),
    deadLetters: live(() => db.dead.orderBy('id').toArray(), [] as DeadLetter[]),
    lead(id: Id) {
      const known = leadSignals.get(id);
      if (known) return known;
      const made = live(() => oneLead(db, id), undefined as LeadView | undefined);
      leadSignals.set(id, made);
      return made;
    },
  };
}

async function readIdentity(db: StoreParts['db']): Promise<Identity> {
  return {
    loaded: true,
    session: (await getMeta(db, 'session')) ?? null,
    access: (await getMeta(db, 'access')) ?? 'ok',
  };
}

async function readSettings(db: StoreParts['db']): Promise<SettingsView> {
  const kept = await getMeta(db, 'settings');
  if (!kept) return NO_SETTINGS;
  return {
    org: kept.org,
    me: kept.me,
    users: kept.users,
    events: kept.events,
    templates: kept.templates ?? [],
    collateral: kept.collateral ?? [],
    mail: kept.mail ?? false,
  };
}
