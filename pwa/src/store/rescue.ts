/** A file with everything the server does not have, for the day the phone must be wiped or cannot sync any more. */
import type { Op } from '../wire';
import { getMeta } from './meta';
import type { StoreParts } from './queue';

export interface RescueFile {
  format: 'boxless-rescue';
  version: 1;
  made_at: number;
  device: string | null;
  person: string | null;
  unsent: Op[];
  refused: { op: Op; code: string; title: string }[];
  /** Pictures and memos not on the server, base64. */
  blobs: { sha256: string; mime: string; data: string }[];
}

/** Collects everything unsent and refused, with its pictures. */
export async function collectUnsent({ db, now }: StoreParts): Promise<RescueFile> {
  const outbox = await db.outbox.orderBy('n').toArray();
  const dead = await db.dead.toArray();
  const uploads = await db.uploads.where('state').notEqual('stored').toArray();
  const shas = [...new Set(uploads.map((row) => row.sha256))];
  const blobs = (await db.blobs.bulkGet(shas)).filter((row) => row !== undefined);
  const session = await getMeta(db, 'session');
  return {
    format: 'boxless-rescue',
    version: 1,
    made_at: now(),
    device: (await getMeta(db, 'device')) ?? null,
    person: session?.user.name ?? null,
    unsent: outbox.map((row) => row.op),
    refused: dead.map(({ op, code, title }) => ({ op, code, title })),
    blobs: blobs.map(({ sha256, mime, data }) => ({ sha256, mime, data: base64(data) })),
  };
}

function base64(data: ArrayBuffer): string {
  const bytes = new Uint8Array(data);
  const pieces: string[] = [];
  for (let i = 0; i < bytes.length; i += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(i, i + 0x8000)));
  }
  return btoa(pieces.join(''));
}
