/** Builds what screens see of leads out of rows. */
import type { Id, Op } from '../wire';
import { type ApplyAct, AT_THE_BOOTH, applyOp, emptyDocument } from './overlay';
import type { AckedRow, DeadRow, DocRow, OutboxRow } from './rows';
import type { LeadView } from './types';
import { unpack } from './unpack';

export interface LeadRows {
  doc?: DocRow;
  acked: AckedRow[];
  outbox: OutboxRow[];
  dead: DeadRow[];
}

/** One lead; undefined when the rows hold neither a document nor the capture that made it. */
export function viewOf(id: Id, rows: LeadRows, me: Id | null, acts?: ApplyAct): LeadView | undefined {
  const ops = [...rows.acked, ...rows.outbox].sort((a, b) => a.n - b.n).map((row) => row.op);
  if (!rows.doc && !ops.some(makesLead)) return undefined;
  // A document of an older server lacks what came later.
  const first = { ...emptyDocument(id, ops[0]?.at ?? 0, me), ...(rows.doc && unpack(rows.doc.doc)) };
  const doc = ops.reduce((d, op) => applyOp(d, op, me, acts), first);
  return {
    ...doc,
    unsent: rows.outbox.length,
    refused: rows.dead.length,
    onServer: rows.doc !== undefined,
    pending: pendingFields(rows.outbox),
  };
}

/** Whether any of the rows is done after the booth. */
export const holdsActs = (...rows: readonly { op: Op }[][]): boolean =>
  rows.some((list) => list.some(({ op }) => !AT_THE_BOOTH.has(op.kind)));

function makesLead(op: Op): boolean {
  return op.kind === 'capture' || (op.kind === 'put' && op.base === 0);
}

function pendingFields(outbox: OutboxRow[]): string[] {
  const names = outbox.flatMap(({ op }) => (op.kind === 'put' ? Object.keys(op.set) : []));
  return [...new Set(names)];
}

export interface AllRows {
  docs: DocRow[];
  acked: AckedRow[];
  outbox: OutboxRow[];
  dead: DeadRow[];
}

/** All leads, last captured first. */
export function viewAll(rows: AllRows, me: Id | null, acts?: ApplyAct): LeadView[] {
  const byLead = new Map<Id, LeadRows>();
  const slot = (id: Id): LeadRows => {
    const known = byLead.get(id);
    if (known) return known;
    const made: LeadRows = { acked: [], outbox: [], dead: [] };
    byLead.set(id, made);
    return made;
  };
  for (const row of rows.docs) slot(row.id).doc = row;
  for (const row of rows.acked) slot(row.lead).acked.push(row);
  for (const row of rows.outbox) slot(row.lead).outbox.push(row);
  for (const row of rows.dead) slot(row.lead).dead.push(row);
  const views: LeadView[] = [];
  for (const [id, own] of byLead) {
    const view = viewOf(id, own, me, acts);
    if (view && view.fields.trashed !== true) views.push(view);
  }
  return views.sort((a, b) => b.captured_at - a.captured_at || (a.id < b.id ? 1 : -1));
}
