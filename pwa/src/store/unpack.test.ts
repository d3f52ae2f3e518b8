import { describe, expect, it } from 'vitest';
// Made by the server: tests/server/leads/test_packing.py holds it to the same file.
import agreed from '../../test/packed.json';
import type { PackedDocument } from '../wire';
import { emptyDocument } from './overlay';
import { unpack } from './unpack';

const pairs = agreed as unknown as { whole: Record<string, unknown>; packed: PackedDocument }[];

describe('unpack', () => {
  it.each(pairs)('makes what the server packed whole again', ({ whole, packed }) => {
    const doc = { ...emptyDocument(packed.id, 0, null), ...unpack(packed) };
    expect(whole).toMatchObject(doc);
  });

  it('leaves the document of an older server as it is', () => {
    for (const { whole } of pairs) expect(unpack(whole as unknown as PackedDocument)).toEqual(whole);
  });

  it('tells a step of nobody from one of the owner', () => {
    const row = ['s1', 'call:1', 'call', 5, null, 'plan_call'] as const;
    const packed = {
      id: 'l1',
      rev: 1,
      owner: 'u1',
      '~plan': { steps: [[...row], [...row, 0, 0, null]] },
    } as PackedDocument;
    expect(unpack(packed).steps?.map((step) => step.owner)).toEqual(['u1', null]);
  });
});
