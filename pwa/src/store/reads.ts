/** What live queries read. */
import type { Id } from '../wire';
import type { BoxDb } from './db';
import { getMeta } from './meta';
import type { ApplyAct } from './overlay';
import type { AckedRow, OutboxRow } from './rows';
import type { LeadView, OutboxState } from './types';
import { holdsActs, viewAll, viewOf } from './view';

async function myId(db: BoxDb): Promise<Id | null> {
  return (await getMeta(db, 'session'))?.user.id ?? null;
}

/** Loaded with the first thing that is done after the booth; after all reading, since it is no work of the database. */
const actsFor = async (acked: AckedRow[], outbox: OutboxRow[]): Promise<ApplyAct | undefined> =>
  holdsActs(acked, outbox) ? (await import('./acts')).applyAct : undefined;

export async function allLeads(db: BoxDb): Promise<LeadView[]> {
  const [docs, acked, outbox, dead, me] = await Promise.all([
    db.docs.toArray(),
    db.acked.where('seen').equals(0).toArray(),
    db.outbox.toArray(),
    db.dead.toArray(),
    myId(db),
  ]);
  return viewAll({ docs, acked, outbox, dead }, me, await actsFor(acked, outbox));
}

export async function oneLead(db: BoxDb, id: Id): Promise<LeadView | undefined> {
  const [doc, acked, outbox, dead, me] = await Promise.all([
    db.docs.get(id),
    db.acked
      .where({ lead: id })
      .filter((row) => row.seen === 0)
      .toArray(),
    db.outbox.where({ lead: id }).toArray(),
    db.dead.where({ lead: id }).toArray(),
    myId(db),
  ]);
  const rows = { ...(doc && { doc }), acked, outbox, dead };
  return viewOf(id, rows, me, await actsFor(acked, outbox));
}

export async function countOutbox(db: BoxDb): Promise<OutboxState> {
  const [pending, dead, uploads, oldest, held, waiting, docs, acked] = await Promise.all([
    db.outbox.count(),
    db.dead.count(),
    db.uploads.where('state').equals('waiting').count(),
    db.outbox.orderBy('n').first(),
    db.outbox.where('held').equals(1).toArray(),
    db.outbox.orderBy('lead').uniqueKeys(),
    db.docs.toCollection().primaryKeys(),
    db.acked.where('seen').equals(0).toArray(),
  ]);
  const here = new Set<unknown>([...docs, ...waiting, ...acked.map((row) => row.lead)]);
  return {
    pending,
    leads: waiting.length,
    dead,
    oldest_at: oldest?.op.at ?? null,
    onPhone: here.size,
    uploads,
    noShow: new Set(held.map((row) => row.lead)).size,
  };
}
