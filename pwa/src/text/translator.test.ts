import { describe, expect, it } from 'vitest';
import { translator } from './translator';

const t = translator({
  plain: 'Saved',
  named: 'Saved by {name} at {time}',
  leads: { one: '{count} lead', other: '{count} leads' },
});

describe('translator', () => {
  it('fills every placeholder', () => {
    expect(t('plain')).toBe('Saved');
    expect(t('named', { name: 'Ada', time: '14:05' })).toBe('Saved by Ada at 14:05');
  });

  it('picks the plural form and groups digits', () => {
    expect(t('leads', { count: 1 })).toBe('1 lead');
    expect(t('leads', { count: 0 })).toBe('0 leads');
    expect(t('leads', { count: 12_000 })).toBe('12,000 leads');
  });
});
