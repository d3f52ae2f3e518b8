import { describe, expect, it } from 'vitest';
import { parseBadge } from './badge';

const lines = (...all: string[]) => ['BEGIN:VCARD', ...all, 'END:VCARD'].join('\r\n');

describe('contact codes', () => {
  it('reads vCard 3 with folded lines, escapes and groups', () => {
    const { kind, set } = parseBadge(
      lines(
        'VERSION:3.0',
        'N:Lovelace;Ada;;Dr.;',
        'FN:Dr. Ada Lovelace',
        'ORG:Engines\\, Looms & Co;Analysis',
        'TITLE:Head of\r\n  Analysis',
        'TEL;TYPE=WORK,VOICE:+44 20 7946 0000',
        'item1.TEL;TYPE=CELL:+44 7700 900000',
        'EMAIL:ada@example.com',
        'ADR;TYPE=WORK:;;12 Mill Lane;London;;N1 9GU;UK',
      ),
      'QRCode',
    );
    expect(kind).toBe('vcard');
    expect(set).toEqual({
      given_name: 'Ada',
      family_name: 'Lovelace',
      name_prefix: 'Dr.',
      company: 'Engines, Looms & Co',
      department: 'Analysis',
      job_title: 'Head of Analysis',
      phone: '+44 20 7946 0000',
      phone_2: '+44 7700 900000',
      phone_2_kind: 'mobile',
      email: 'ada@example.com',
      street: '12 Mill Lane',
      city: 'London',
      postcode: 'N1 9GU',
      country: 'UK',
    });
  });

  it('reads vCard 2.1 in quoted-printable', () => {
    const { set } = parseBadge(
      lines('VERSION:2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg'),
      'QRCode',
    );
    expect(set).toEqual({ given_name: 'Jörg', family_name: 'Müller' });
  });

  it('reads vCard 4, whose phones are addresses, and a full name alone', () => {
    const { set } = parseBadge(
      lines('VERSION:4.0', 'FN:Grace Brewster Hopper', 'TEL;VALUE=uri:tel:+1-555-0100'),
      'QRCode',
    );
    expect(set).toEqual({ given_name: 'Grace Brewster', family_name: 'Hopper', phone: '+1-555-0100' });
  });

  it('reads MeCard', () => {
    const { kind, set } = parseBadge(
      'MECARD:N:Hopper,Grace;ORG:Navy\\; Labs;TEL:+15550100;EMAIL:grace@example.com;;',
      'QRCode',
    );
    expect(kind).toBe('badge_qr');
    expect(set).toEqual({
      given_name: 'Grace',
      family_name: 'Hopper',
      company: 'Navy; Labs',
      phone: '+15550100',
      email: 'grace@example.com',
    });
  });

  it('keeps an opaque badge number as it is', () => {
    expect(parseBadge('0042-7781-X', 'Code128')).toEqual({
      kind: 'badge_barcode',
      payload: '0042-7781-X',
      set: {},
    });
    expect(parseBadge('ID|99123', 'QRCode')).toMatchObject({ kind: 'badge_qr', set: {} });
  });
});
