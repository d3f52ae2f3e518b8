import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { BoxDb } from '../store/db';
import { leaseLock } from './lock';

it('lets one tab work, refuses the other, and gives way after a crash', async () => {
  const db = new BoxDb('box', { indexedDB: new IDBFactory() as unknown as IDBFactory, IDBKeyRange });
  const clock = { now: 0 };
  const one = leaseLock(db, () => clock.now, 'one');
  const two = leaseLock(db, () => clock.now, 'two');
  const inside = await one(async ({ stillMine }) => {
    const refused = await two(async () => 'worked');
    const mine = await stillMine();
    clock.now += 61_000;
    const taken = await two(async () => stillMine());
    return { refused, mine, taken };
  });
  expect(inside).toEqual({ refused: 'busy', mine: true, taken: false });
  expect(await two(async () => 'worked')).toBe('worked');
});
