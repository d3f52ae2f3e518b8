import { describe, expect, it } from 'vitest';
import { makeLead } from '../shared/factories';
import { companyKey, encountersHere, type History, together } from './history';

const lead = (id: string, fields: Record<string, string>, captured_at = 0) =>
  makeLead({ id, fields, captured_at });
const own = lead('own', { company: 'Engines Ltd.', email: 'ada@engines.example' });

describe('the company so far', () => {
  it('is one company however it is spelt', () => {
    expect(companyKey('ENGINES, Ltd.')).toBe(companyKey('Engines'));
    expect(companyKey('Müller & Söhne GmbH & Co. KG')).toBe('muller sohne');
    expect(companyKey('')).toBe('');
  });
  it('knows other people and earlier meetings on this device, the latest first', () => {
    const mate = lead('mate', { company: 'ENGINES', competitor: 'Rival' }, 5);
    const before = lead('before', { email: 'ADA@engines.example' }, 9);
    const found = encountersHere(own, [own, mate, before, lead('none', {}), lead('x', { company: 'Navy' })]);
    expect(found.map((one) => [one.id, one.same])).toEqual([
      ['before', 'person'],
      ['mate', 'company'],
    ]);
    expect(found[1]?.competitor).toBe('Rival');
  });
  it('the server adds what is not here, once each', () => {
    const here = encountersHere(own, [
      lead('a', { company: 'Engines' }, 1),
      lead('b', { company: 'Engines' }, 3),
    ]);
    const [b] = here;
    const told: History = { leads: b ? [b, { ...b, id: 'c', captured_at: 2 }] : [], elsewhere: 1 };
    expect(together(here, told).map((one) => one.id)).toEqual(['b', 'c', 'a']);
    expect(together(here, null).map((one) => one.id)).toEqual(['b', 'a']);
  });
});
