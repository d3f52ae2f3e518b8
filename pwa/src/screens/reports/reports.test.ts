import { describe, expect, it } from 'vitest';
import { addressOf, apiQuery, isNarrowed, readFilters, wholeMonth } from './address';
import { barColumn, barLength, figure } from './figures';
import type { ReportTable } from './report';

describe('the address of a report', () => {
  it('keeps name and filters, and drops what is not known or half typed', () => {
    const filters = readFilters({ r: 'box', show: 's1', from: '2026-03-0', to: '2026-03-31', odd: 'x' });
    expect(filters).toEqual({ show: 's1', to: '2026-03-31' });
    expect(addressOf('box', filters, { class: 'A' })).toBe('/reports?r=box&show=s1&class=A&to=2026-03-31');
    expect(addressOf('box', filters, { show: '' })).toBe('/reports?r=box&to=2026-03-31');
    expect(addressOf(null, filters)).toBe('/reports');
  });

  it('does not send a period that ends before it begins', () => {
    expect(apiQuery({ from: '2026-03-05', to: '2026-03-01' }).toString()).toBe('from=2026-03-05');
  });

  it('is narrowed by anything but the grouping', () => {
    expect(isNarrowed({ by: 'rep' })).toBe(false);
    expect(isNarrowed({ rep: 'none' })).toBe(true);
  });

  it('knows a whole month', () => {
    expect(wholeMonth({ from: '2028-02-01', to: '2028-02-29' })).toBe('2028-02');
    expect(wholeMonth({ from: '2026-02-01', to: '2026-02-27' })).toBeNull();
    expect(wholeMonth({ from: '2026-02-01', to: '2026-03-31' })).toBeNull();
    expect(wholeMonth({ from: '2026-02-01' })).toBeNull();
  });
});

describe('figures', () => {
  it('are read in their unit', () => {
    expect(figure(1234, 'number', 'EUR', '–')).toBe('1,234');
    expect(figure(0.0247, 'share', 'EUR', '–')).toBe('2.5%');
    expect(figure(123450, 'money', 'EUR', '–')).toMatch(/1[,.]234\.50/);
    expect(figure(30_000, 'span', 'EUR', '–')).toMatch(/^< 1/);
    expect(figure(7_200_000, 'span', 'EUR', '–')).toMatch(/^2 h/);
    expect(figure(45, 'minutes', 'EUR', '–')).toMatch(/^45 min/);
    expect(figure(5_700, 'minutes', 'EUR', '–')).toMatch(/^95 h/);
    expect(figure(null, 'share', 'EUR', '–')).toBe('–');
    expect(figure(0, 'number', 'EUR', '–')).toBe('0');
  });

  it('have bars as parts of the largest', () => {
    const column = (name: string, unit: 'share' | 'number') => ({
      name,
      label: name,
      says: '',
      unit,
      leads: true,
    });
    const row = (value: number | null) => ({ key: [value], labels: ['x'], values: { leads: value } });
    const table: ReportTable = {
      name: 't',
      title: 'T',
      by: [],
      can_be_by: [],
      columns: [column('rate', 'share'), column('leads', 'number')],
      rows: [row(40), row(10), row(null)],
      total: {},
    };
    const bars = barColumn(table);
    expect(bars?.name).toBe('leads');
    expect(bars && table.rows.map((one) => barLength(table, bars, one.values.leads))).toEqual([100, 25, 0]);
  });
});
