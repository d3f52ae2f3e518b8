import { describe, expect, it } from 'vitest';
import { type Choice, ownChoices, type Pair, shownChoices, sidesOf, sureness } from './pair';

const choice = (chosen: 'winner' | 'loser'): Choice => ({
  winner: { value: 'a' },
  loser: { value: 'b' },
  chosen,
});
const pair = { keep: 'b', leads: [{ id: 'a' }, { id: 'b' }] } as Pair;

describe('pairs', () => {
  it('says how sure it is', () => {
    expect([50, 70, 90].map(sureness)).toEqual(['possible', 'likely', 'sure']);
  });

  it('keeps the lead that was chosen', () => {
    expect(sidesOf(pair, 'b')?.loser.id).toBe('a');
    expect(sidesOf(pair, 'a')?.loser.id).toBe('b');
    expect(sidesOf({ ...pair, leads: [] }, 'a')).toBeNull();
  });

  it('sends only what a person chose otherwise', () => {
    const proposed = { email: choice('winner'), phone: choice('loser') };
    expect(ownChoices(proposed, { email: 'loser', phone: 'loser', gone: 'winner' })).toEqual({
      email: 'loser',
    });
  });

  it('shows names first and leaves out what only machines need', () => {
    const fields = {
      zip: choice('winner'),
      phone: choice('winner'),
      phone_kind: choice('winner'),
      'tag/x': choice('winner'),
      given_name: choice('winner'),
    };
    expect(shownChoices(fields).map(([name]) => name)).toEqual(['given_name', 'phone', 'zip']);
  });
});
