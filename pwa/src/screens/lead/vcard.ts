/** A lead as vCard 3.0 (RFC 2426), which every phone and mail program takes. Pure. */
import type { FieldSet } from '../../wire';
import { leadTitle, personName, text } from '../shared/facts';

const escaped = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

const parts = (fields: FieldSet, ...names: string[]): string =>
  names.map((name) => escaped(text(fields, name))).join(';');

const PHONE_TYPES: Readonly<Record<string, string>> = {
  mobile: 'CELL',
  fax: 'FAX',
  main: 'MAIN',
  home: 'HOME',
};

function phoneLine(fields: FieldSet, name: string): string {
  const type = PHONE_TYPES[text(fields, `${name}_kind`)] ?? 'WORK';
  return `TEL;TYPE=${type}:${escaped(text(fields, name))}`;
}

/** Lines over 75 bytes are folded, never inside a character (RFC 2426 2.6). */
export function fold(line: string): string {
  const encoder = new TextEncoder();
  const rows = [''];
  let room = 75;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (size > room) {
      rows.push('');
      room = 74;
    }
    rows[rows.length - 1] += character;
    room -= size;
  }
  return rows.join('\r\n ');
}

/** `fields`: only what may leave the house (`permitted`). */
export function vcard(fields: FieldSet, note: string): string {
  const has = (name: string) => text(fields, name) !== '';
  const given = (names: string[], line: (name: string) => string) => names.filter(has).map(line);
  const address = ['street', 'city', 'region', 'postcode', 'country'].some(has)
    ? [`ADR;TYPE=WORK:;;${parts(fields, 'street', 'city', 'region', 'postcode', 'country')}`]
    : given(['address'], () => `ADR;TYPE=WORK:;;${parts(fields, 'address')};;;;`);
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${parts(fields, 'family_name', 'given_name')};;${parts(fields, 'name_prefix')};`,
    `FN:${escaped(personName(fields) || leadTitle(fields))}`,
    ...given(['company'], () => `ORG:${parts(fields, 'company', 'department')}`),
    ...given(['job_title'], (name) => `TITLE:${parts(fields, name)}`),
    ...given(['email', 'email_2', 'email_3'], (name) => `EMAIL;TYPE=INTERNET:${parts(fields, name)}`),
    ...given(['phone', 'phone_2', 'phone_3', 'phone_4'], (name) => phoneLine(fields, name)),
    ...given(['website', 'website_2'], (name) => `URL:${parts(fields, name)}`),
    ...address,
    ...(note ? [`NOTE:${escaped(note)}`] : []),
    'END:VCARD',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

/** A file name that every system takes. */
export const vcardName = (fields: FieldSet): string =>
  `${
    leadTitle(fields)
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'lead'
  }.vcf`;
