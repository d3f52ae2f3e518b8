import { describe, expect, it } from 'vitest';
import { byFormerOwner, reasons } from './assigning';

const changed = [
  { id: 'a', from: 'ben', to: 'me' },
  { id: 'b', from: null, to: 'me' },
  { id: 'c', from: 'ben', to: 'me' },
];

describe('what would change', () => {
  it('groups by the former owner, the pool included', () => {
    expect([...byFormerOwner(changed)]).toEqual([
      ['ben', ['a', 'c']],
      [null, ['b']],
    ]);
  });
});

describe('reasons', () => {
  it('says each reason once', () => {
    expect(
      reasons([
        { id: 'a', code: 'unchanged', title: 'It is theirs already.' },
        { id: 'b', code: 'unchanged', title: 'It is theirs already.' },
        { id: 'c', code: 'forbidden' },
      ]),
    ).toEqual([
      { text: 'It is theirs already.', count: 2 },
      { text: 'forbidden', count: 1 },
    ]);
  });
});
