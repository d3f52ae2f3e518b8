import { describe, expect, it } from 'vitest';
import { type Draft, emptyDraft, pageOf, setupBody, wrongOn } from './draft';

const full: Draft = {
  ...emptyDraft('Europe/Berlin', '2026-11-21'),
  'organisation.name': ' Engines ',
  'admin.name': 'Ada',
  'admin.email': 'ada@engines.example',
  'admin.password': ' a long sentence ',
  'event.name': 'Fair',
};

describe('wrongOn', () => {
  it('lets a full page pass', () => {
    for (const page of ['organisation', 'admin', 'event'] as const) expect(wrongOn(page, full)).toEqual({});
  });

  it('names every gap of its own page only', () => {
    const empty = emptyDraft('UTC', '2026-11-21');
    expect(wrongOn('organisation', empty)).toEqual({ 'organisation.name': 'needed' });
    expect(wrongOn('admin', empty)).toEqual({
      'admin.name': 'needed',
      'admin.email': 'needed',
      'admin.password': 'password',
    });
  });

  it('refuses an address without a domain and days in the wrong order', () => {
    expect(wrongOn('admin', { ...full, 'admin.email': 'ada@engines' })).toEqual({ 'admin.email': 'email' });
    expect(wrongOn('event', { ...full, 'event.ends_on': '2026-11-20' })).toEqual({
      'event.ends_on': 'dates',
    });
  });
});

describe('setupBody', () => {
  it('nests, trims, says nothing as null, and leaves the password as typed', () => {
    const body = setupBody(full, 'tok', 'en');
    expect(body).toMatchObject({
      token: 'tok',
      organisation: { name: 'Engines', currency: 'EUR', tz: 'Europe/Berlin', language: 'en' },
      admin: { password: ' a long sentence ', also_supervisor: true },
      event: { name: 'Fair', venue: null, starts_on: '2026-11-21' },
    });
  });
});

describe('pageOf', () => {
  it('finds the page of the first refused field', () => {
    expect(pageOf({ 'event.name': 'x', 'admin.email': 'y' })).toBe('admin');
    expect(pageOf({ token: 'used' })).toBeNull();
  });
});
