import { describe, expect, it } from 'vitest';
import { fold, vcard, vcardName } from './vcard';

describe('vcard', () => {
  it('writes what is known and nothing else', () => {
    const card = vcard(
      {
        given_name: 'Ada',
        family_name: 'Byron; Countess',
        company: 'Engines, Ltd',
        phone: '+49 89 1',
        phone_kind: 'mobile',
        email: 'ada@engines.example',
      },
      'Wants a demo\nsoon',
    );
    expect(card.split('\r\n')).toEqual([
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:Byron\\; Countess;Ada;;;',
      'FN:Ada Byron\\; Countess',
      'ORG:Engines\\, Ltd;',
      'EMAIL;TYPE=INTERNET:ada@engines.example',
      'TEL;TYPE=CELL:+49 89 1',
      'NOTE:Wants a demo\\nsoon',
      'END:VCARD',
      '',
    ]);
  });

  it('keeps an address that was not split', () => {
    expect(vcard({ address: 'Main St 1, Town' }, '')).toContain('ADR;TYPE=WORK:;;Main St 1\\, Town;;;;\r\n');
    expect(vcard({ street: 'Main St 1', city: 'Town' }, '')).toContain(
      'ADR;TYPE=WORK:;;Main St 1;Town;;;\r\n',
    );
  });
});

describe('fold', () => {
  it('breaks long lines between characters, never inside one', () => {
    const folded = fold(`NOTE:${'ü'.repeat(80)}`);
    for (const row of folded.split('\r\n'))
      expect(new TextEncoder().encode(row).length).toBeLessThanOrEqual(75);
    expect(folded.replaceAll('\r\n ', '')).toBe(`NOTE:${'ü'.repeat(80)}`);
  });
});

it('names the file after the person', () => {
  expect(vcardName({ given_name: 'Ada', family_name: 'O’Byron' })).toBe('Ada-O-Byron.vcf');
  expect(vcardName({})).toBe('lead.vcf');
});
