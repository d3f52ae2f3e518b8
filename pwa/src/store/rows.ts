/** What a row of each table holds. Operations are kept as wire JSON, so that an update of the app never rewrites them. */
import type { Id, Millis, Op, PackedDocument } from '../wire';

/** Of the wire. 2: documents come packed. */
export const SCHEMA = 2;

export interface DocRow {
  id: Id;
  doc: PackedDocument;
  /** The scopes it came from; without one it leaves the phone. */
  scopes: string[];
}

export interface OutboxRow {
  /** Order in which the person did things on this phone. */
  n: number;
  id: Id;
  lead: Id;
  /** `op.seq` is 0 until the first attempt to send: what was taken back before leaves no hole in the numbering. */
  op: Op;
  /** 1 once it may have reached the server: from then on it never changes. */
  tried: 0 | 1;
  /** 1 while the lead has no show yet. */
  held: 0 | 1;
}

export interface AckedRow {
  id: Id;
  n: number;
  lead: Id;
  op: Op;
  rev: number;
  epoch: string;
  stamps: Record<string, Millis> | null;
  at: Millis;
  /** 1 once a finished pull holds it: no longer shown on top of the document. */
  seen: 0 | 1;
}

export interface DeadRow {
  id: Id;
  n: number;
  lead: Id;
  op: Op;
  code: string;
  title: string;
  at: Millis;
}

export interface BlobRow {
  sha256: string;
  mime: string;
  data: ArrayBuffer;
}

export type UploadState = 'waiting' | 'stored' | 'refused';

export interface UploadRow {
  /** The operation that attaches it: bytes go only after the server took that one. */
  op: Id;
  sha256: string;
  lead: Id;
  bytes: number;
  mime: string;
  /** 1 card front, 2 card back, 3 voice. */
  prio: number;
  state: UploadState;
  tries: number;
  stored_at: Millis | null;
  code: string | null;
}

export interface MemoChunkRow {
  n: number;
  /** The capture's id. */
  memo: Id;
  lead: Id;
  mime: string;
  at: Millis;
  data: ArrayBuffer;
}

export interface MetaRow {
  key: string;
  value: unknown;
}
