/** The outbox: every change waits here until the server has answered for it. Call these inside a transaction. */
import type { Id, Op, PutOp } from '../wire';
import type { BoxDb } from './db';
import { type FillRandom, uuid7 } from './ids';
import type { OutboxRow } from './rows';

export interface StoreParts {
  db: BoxDb;
  now: () => number;
  random: FillRandom;
}

type WithoutNames<T> = T extends Op ? Omit<T, 'id' | 'seq' | 'at'> : never;
/** An operation before it has an id, a number and a time. */
export type Draft = WithoutNames<Op>;

/** Puts an operation behind all others, or into an unsent put it wholly replaces. Answers its id. */
export async function enqueue(parts: StoreParts, draft: Draft): Promise<Id> {
  const at = parts.now();
  const op = { ...draft, id: uuid7(at, parts.random), seq: 0, at } as Op;
  const held = op.kind === 'put' ? (op.event === null ? 1 : 0) : await heldNow(parts.db, op.lead);
  const replaced = op.kind === 'put' ? await replaceable(parts.db, op) : undefined;
  if (replaced) await parts.db.outbox.put({ ...replaced, id: op.id, op });
  else await parts.db.outbox.add({ id: op.id, lead: op.lead, op, tried: 0, held });
  return op.id;
}

async function heldNow(db: BoxDb, lead: Id): Promise<0 | 1> {
  return (await db.outbox.where('lead').equals(lead).first())?.held ?? 0;
}

/**
 * The put this one may take the place of. Only the lead's very last operation, never attempted, typed over the same
 * revision by the same kind of source, with no field of its own left over: then nobody can ever have seen the earlier
 * one, and no field moves to another moment. Never the put that makes the lead: its time is when the card was taken.
 */
async function replaceable(db: BoxDb, op: PutOp): Promise<OutboxRow | undefined> {
  const rows = await db.outbox.where('lead').equals(op.lead).sortBy('n');
  const last = rows.at(-1);
  if (last?.op.kind !== 'put' || last.tried) return undefined;
  const old = last.op;
  if (rows.length === 1 && old.base === 0) return undefined;
  const same = old.src === op.src && old.base === op.base && old.event === op.event && old.mine === op.mine;
  const covers = Object.keys(old.set).every((name) => name in op.set);
  return same && covers && old.capture === op.capture ? last : undefined;
}
