import { describe, expect, it } from 'vitest';
import { draftOf, flip, newPerson, personBody, wrongWith } from './person';

const ada = { ...newPerson(), name: ' Ada ', email: 'ada@engines.example ' };

describe('person', () => {
  it('sends clean values and the last instant of a contract', () => {
    expect(
      personBody({
        ...ada,
        languages: 'en, DE;fr',
        products: 'Flow',
        capacity: '40',
        contract: '2026-12-31',
        cost: '62,5',
      }),
    ).toEqual({
      name: 'Ada',
      cost_per_hour: 6250,
      email: 'ada@engines.example',
      roles: ['rep'],
      languages: ['en', 'de', 'fr'],
      products: ['flow'],
      capacity: 40,
      away_from: null,
      away_to: null,
      deputy_id: null,
      phone: null,
      team_ids: [],
      active: true,
      contract_until: '2026-12-31T23:59:59Z',
    });
    expect(personBody(ada).contract_until).toBeNull();
  });

  it('says what is missing before the server is asked', () => {
    expect(wrongWith(ada)).toEqual({});
    expect(wrongWith({ ...ada, name: ' ', email: 'ada', roles: [] })).toEqual({
      name: 'needed',
      email: 'email',
      roles: 'roles',
    });
    expect(wrongWith({ ...ada, roles: ['contractor', 'rep'] })).toEqual({ roles: 'alone' });
  });

  it('opens what it kept', () => {
    const record = {
      ...personBody({ ...ada, contract: '2026-12-31' }),
      id: 'u1',
      roles: ['rep'],
      team_ids: [],
    };
    expect(draftOf(record).contract).toBe('2026-12-31');
  });

  it('flips one of a list', () => {
    expect(flip(['a'], 'b')).toEqual(['a', 'b']);
    expect(flip(['a', 'b'], 'a')).toEqual(['b']);
  });
});
