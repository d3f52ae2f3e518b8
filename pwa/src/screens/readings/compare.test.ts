import { describe, expect, it } from 'vitest';
import { compared, cutOut, leadOf, type OtherCard, othersOn, type ReadingDetail } from './compare';

const reading = (over: Partial<ReadingDetail>): ReadingDetail => ({
  id: 'r1',
  capture: 'c1',
  engine: 'rapidocr',
  version: '1',
  ran_on: 'server',
  at: '2026-01-01T00:00:00Z',
  mean_conf: 0.9,
  error: null,
  fields: [],
  params: {},
  ...over,
});
const said = (field: string, value: string) => ({ field, value, conf: 0.9 });

describe('readings side by side', () => {
  it('have a row for every field any of them found, and say where they differ', () => {
    const rows = compared([
      reading({ fields: [said('email', 'ada@x.example'), said('company', 'Engines')] }),
      reading({ id: 'r2', fields: [said('email', 'ADA@x.example'), said('phone', '1')] }),
    ]);
    expect(rows.map((row) => [row.field, row.differs])).toEqual([
      ['email', false],
      ['company', true],
      ['phone', true],
    ]);
    expect(rows[1]?.cells.map((cell) => cell?.value ?? null)).toEqual(['Engines', null]);
  });
  it('a second number has a row of its own', () => {
    const rows = compared([reading({ fields: [said('phone', '1'), said('phone', '2')] })]);
    expect(rows.map((row) => row.field)).toEqual(['phone', 'phone_2']);
    expect(rows.every((row) => !row.differs)).toBe(true);
  });
  it('a failed reading differs in nothing', () => {
    const rows = compared([reading({ fields: [said('company', 'E')] }), reading({ error: 'timeout' })]);
    expect(rows[0]?.differs).toBe(false);
  });
});

describe('further cards', () => {
  const bert: OtherCard = {
    set: { given_name: 'Bert', family_name: 'Brown', email: 'bert@x.example' },
    conf: {},
    box: [10, 10, 100, 50],
  };
  it('come from the newest good reading', () => {
    expect(othersOn([reading({ error: 'timeout' }), reading({ params: { others: [bert] } })])).toEqual([
      bert,
    ]);
    expect(othersOn([reading({})])).toEqual([]);
  });
  it('that became a lead already are recognised by address or whole name, never as the lead itself', () => {
    const lead = (id: string, fields: object) => ({ id, fields: { ...fields } });
    expect(leadOf([lead('a', { email: 'BERT@x.example' })], 'own', bert)).toBe('a');
    expect(leadOf([lead('a', { given_name: 'Bert', family_name: 'Brown' })], 'own', bert)).toBe('a');
    expect(leadOf([lead('a', { given_name: 'Bea', family_name: 'Brown' })], 'own', bert)).toBeNull();
    expect(leadOf([lead('own', { email: 'bert@x.example' })], 'own', bert)).toBeNull();
  });
  it('are cut out with a margin that stays inside the picture', () => {
    expect(cutOut([10, 10, 100, 50], { width: 115, height: 400 })).toEqual([0, 0, 115, 72]);
  });
});
