import { Dexie, type Table } from 'dexie';
import type { AckedRow, BlobRow, DeadRow, DocRow, MemoChunkRow, MetaRow, OutboxRow, UploadRow } from './rows';

export interface DbParts {
  /** Injected by tests and the simulator; the browser's own otherwise. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
}

/**
 * Everything the phone keeps. Upgrades only ever add: a phone may hold unsent leads of any earlier version.
 * `strict`: a transaction is complete only when it is on the disk, because "Saved" is a promise.
 */
export class BoxDb extends Dexie {
  docs!: Table<DocRow, string>;
  outbox!: Table<OutboxRow, number, Omit<OutboxRow, 'n'>>;
  acked!: Table<AckedRow, string>;
  dead!: Table<DeadRow, string>;
  blobs!: Table<BlobRow, string>;
  uploads!: Table<UploadRow, string>;
  memos!: Table<MemoChunkRow, number, Omit<MemoChunkRow, 'n'>>;
  meta!: Table<MetaRow, string>;

  constructor(name = 'boxless', parts: DbParts = {}) {
    super(name, { ...parts, chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      docs: 'id, *scopes',
      outbox: '++n, &id, lead, held',
      acked: 'id, lead, seen',
      dead: 'id, lead',
      blobs: 'sha256',
      uploads: 'op, sha256, lead, state',
      memos: '++n, memo',
      meta: 'key',
    });
  }
}

const LOST_HANDLE = new Set(['UnknownError', 'InvalidStateError', 'DatabaseClosedError', 'OpenFailedError']);

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const inner = (error as { inner?: unknown }).inner;
  return LOST_HANDLE.has(error.name) || !(inner instanceof Error) ? error.name : inner.name;
}

/** True when the phone's storage is full. */
export function isFull(error: unknown): boolean {
  return nameOf(error) === 'QuotaExceededError';
}

/** Runs storage work; once more on a fresh handle when the system took the old one away (iOS does in the background). */
export async function steady<T>(db: BoxDb, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!LOST_HANDLE.has(nameOf(error))) throw error;
    db.close({ disableAutoOpen: false });
    await db.open();
    return work();
  }
}
