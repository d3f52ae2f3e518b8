/** What a badge or a contact code says. Pure. */
import type { CaptureKind, FieldSet } from '../wire';

export interface Badge {
  kind: Extract<CaptureKind, 'badge_qr' | 'badge_barcode' | 'vcard'>;
  payload: string;
  /** Fields the code itself holds; empty for a plain number that only the organiser can look up. */
  set: FieldSet;
}

const MATRIX_CODES = new Set(['QRCode', 'MicroQRCode', 'RMQRCode', 'DataMatrix', 'Aztec', 'PDF417']);

/** @param format the reader's name of the symbology, e.g. QRCode, Code128 */
export function parseBadge(payload: string, format: string): Badge {
  const text = payload.trim();
  if (/^BEGIN:VCARD/i.test(text)) return { kind: 'vcard', payload, set: vcard(text) };
  const kind = MATRIX_CODES.has(format) ? 'badge_qr' : 'badge_barcode';
  if (/^MECARD:/i.test(text)) return { kind, payload, set: mecard(text) };
  return { kind, payload, set: {} };
}

interface Property {
  name: string;
  types: string;
  value: string;
}

/** vCard 2.1, 3.0 and 4.0. */
function vcard(text: string): FieldSet {
  const all = unfold(text)
    .map(property)
    .filter((p): p is Property => p !== null);
  const values = (name: string) => all.filter((p) => p.name === name);
  const first = (name: string) => values(name)[0]?.value ?? '';
  const [family = '', given = '', , prefix = ''] = split(first('N'), ';');
  const named = given || family ? { given_name: given, family_name: family } : fullName(plain(first('FN')));
  const [company = '', department = ''] = split(first('ORG'), ';');
  const [, , street = '', city = '', region = '', postcode = '', country = ''] = split(first('ADR'), ';');
  const mails = values('EMAIL').map((p) => plain(p.value));
  return filled({
    ...named,
    name_prefix: prefix,
    job_title: plain(first('TITLE')),
    company,
    department,
    email: mails[0],
    email_2: mails[1],
    ...phones(values('TEL')),
    website: plain(first('URL')),
    street,
    city,
    region,
    postcode,
    country,
  });
}

function unfold(text: string): string[] {
  const folded = text.replace(/=\r?\n/g, '').replace(/\r?\n[ \t]/g, '');
  return folded.split(/\r?\n/);
}

function property(line: string): Property | null {
  const match = /^(?:[\w-]+\.)?([\w-]+)((?:;[^:]*)?):(.*)$/.exec(line);
  if (!match) return null;
  const [, name = '', params = '', raw = ''] = match;
  const quoted = /ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE/i.test(params);
  return {
    name: name.toUpperCase(),
    types: params.toUpperCase(),
    value: quoted ? quotedPrintable(raw) : raw,
  };
}

function quotedPrintable(raw: string): string {
  const bytes = raw.replace(/=([0-9A-F]{2})/gi, '%$1');
  try {
    return decodeURIComponent(bytes);
  } catch {
    return raw.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

function phones(list: Property[]): FieldSet {
  const out: FieldSet = {};
  list.slice(0, 4).forEach(({ value, types }, i) => {
    const name = i === 0 ? 'phone' : `phone_${i + 1}`;
    out[name] = plain(value).replace(/^tel:/i, '');
    if (/CELL/.test(types)) out[`${name}_kind`] = 'mobile';
    else if (/FAX/.test(types)) out[`${name}_kind`] = 'fax';
  });
  return out;
}

/** MECARD:N:Lovelace,Ada;TEL:...;; as Japanese phones brought it into the world. */
function mecard(text: string): FieldSet {
  const out: Record<string, string> = {};
  for (const part of split(text.replace(/^MECARD:/i, ''), ';')) {
    const [, name = '', value = ''] = /^(\w+):(.*)$/s.exec(part) ?? [];
    if (name && !(name.toUpperCase() in out)) out[name.toUpperCase()] = value;
  }
  const name = out.N ?? '';
  const [family = '', given = ''] = name.split(',').map((part) => part.trim());
  const named = name.includes(',') ? { family_name: family, given_name: given } : fullName(name);
  const { TEL: phone, EMAIL: email, URL: website, ORG: company, TITLE: job_title, ADR: address } = out;
  return filled({ ...named, phone, email, website, company, job_title, address });
}

function fullName(name: string): FieldSet {
  const words = name.split(/\s+/).filter(Boolean);
  return { given_name: words.slice(0, -1).join(' '), family_name: words.at(-1) ?? '' };
}

/** Splits at the separator, not where it is escaped, and takes the escapes away. */
function split(value: string, separator: string): string[] {
  return (value.match(new RegExp(`(?:\\\\.|[^\\\\${separator}])*(?:${separator}|$)`, 'gs')) ?? []).map(
    (part) => plain(part.endsWith(separator) ? part.slice(0, -1) : part),
  );
}

const plain = (value: string) => value.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1').trim();

function filled(set: Record<string, unknown>): FieldSet {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value)) as FieldSet;
}
