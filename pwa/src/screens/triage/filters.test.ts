import { describe, expect, it } from 'vitest';
import { addressFor, apiQuery, isNarrowed, nextSort, readFilters, sortState } from './filters';

describe('filters in the address', () => {
  it('start with the current show and keep only what we know', () => {
    expect(readFilters({ needs: 'owner', bogus: 'x' }, 'e1')).toEqual({ event: 'e1', needs: 'owner' });
    expect(readFilters({ event: 'all' }, 'e1')).toEqual({ event: 'all' });
    expect(readFilters({}, null)).toEqual({});
  });

  it('go back to page 1 on every change but a turn of the page', () => {
    const filters = { event: 'e1', page: '3', q: 'opt ics' };
    expect(addressFor(filters, { class: 'A' })).toBe('/triage?event=e1&class=A&q=opt+ics');
    expect(addressFor(filters, { page: '4' })).toBe('/triage?event=e1&q=opt+ics&page=4');
    expect(addressFor({ q: 'x' }, { q: '' })).toBe('/triage');
  });

  it('ask the server for all shows by naming none', () => {
    expect(apiQuery({ event: 'all', overdue: 'true' })).toBe('page_size=100&overdue=true');
    expect(apiQuery({ event: 'e1' })).toBe('page_size=100&event=e1');
  });

  it('know whether anything but the show narrows the list', () => {
    expect(isNarrowed({ event: 'e1', sort: 'name', page: '2' })).toBe(false);
    expect(isNarrowed({ event: 'e1', q: 'ada' })).toBe(true);
  });
});

describe('sorting', () => {
  it('turns on the second click', () => {
    expect(nextSort(undefined, 'name')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('-name', 'name')).toBe('name');
    expect(nextSort('name', 'captured')).toBe('-captured');
  });

  it('tells the reader which way', () => {
    expect(sortState(undefined, 'captured')).toBe('descending');
    expect(sortState('name', 'name')).toBe('ascending');
    expect(sortState('name', 'captured')).toBe('none');
  });
});
