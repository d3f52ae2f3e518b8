/** Lines of print -> a first draft of the contact. A draft only: the server reads the picture again, better. Pure. */
import type { Draft, Line } from './lines';
import { COMPANY_FORM, JOB_WORDS, NOT_A_NAME, TITLES } from './words';

interface Found {
  field: string;
  value: string;
  line: Line;
  /** How sure the rule is, 0..1; multiplied by how sure the reading is. */
  sure: number;
}

/** Tesseract seldom says more than this even of flawless print. */
const CLEAR = 0.92;

const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const WEB = /(?:https?:\/\/)?(?:www[._ ]\s*)[\w-]+(?:\.[\w-]+)+(?:\/\S*)?|https?:\/\/\S+/i;
const PHONE = /\+?\(?\d[\d\s()./-]{5,}\d/;

/** Finds mail, web, phones, name, company and job title. */
export function draftFields(lines: Line[]): Draft {
  const mended = lines.map((line) => ({ ...line, text: mend(line.text) })).filter((line) => line.text);
  const mails = mended.flatMap((line) => mailIn(line));
  const webs = mended.flatMap((line) => webIn(line));
  const phones = phonesIn(mended);
  const used = new Set([...mails, ...webs, ...phones].map((found) => found.line));
  const rest = mended.filter((line) => !used.has(line));
  const mail = mails[0]?.value ?? '';
  const job = best(rest, jobScore);
  const name = best(
    rest.filter((line) => line !== job?.line),
    (line) => nameScore(line, rest, mail),
  );
  const left = rest.filter((line) => line !== job?.line && line !== name?.line);
  const company = best(left, (line) => companyScore(line, mail || (webs[0]?.value ?? '')));
  const found = [...mails.slice(0, 2).map(numbered('email')), ...webs.slice(0, 1), ...phones];
  if (job) found.push({ field: 'job_title', value: job.line.text, ...job });
  if (company) found.push({ field: 'company', value: company.line.text, ...company });
  if (name) found.push(...nameParts(name.line, name.sure));
  return toDraft(found);
}

/** What readers of print get wrong in addresses. */
function mend(text: string): string {
  return text
    .replace(/\s*@\s*/g, '@')
    .replace(/(@[\w.-]*)\.\s+(?=[a-z]{2,})/gi, '$1.')
    .replace(/\bwww[_,]\s*/gi, 'www.')
    .replace(/^[^\p{L}\p{N}+(]+|[^\p{L}\p{N}.)]+$/gu, '')
    .trim();
}

function mailIn(line: Line): Found[] {
  const value = MAIL.exec(line.text)?.[0].toLowerCase();
  return value ? [{ field: 'email', value, line, sure: 0.98 }] : [];
}

function webIn(line: Line): Found[] {
  if (line.text.includes('@')) return [];
  const value = WEB.exec(line.text)?.[0].replace(/\s/g, '').toLowerCase();
  return value ? [{ field: 'website', value, line, sure: 0.95 }] : [];
}

function phonesIn(lines: Line[]): Found[] {
  const out: Found[] = [];
  for (const line of lines) {
    if (line.text.includes('@')) continue;
    const value = PHONE.exec(line.text)?.[0].trim();
    const digits = value?.replace(/\D/g, '').length ?? 0;
    if (!value || digits < 7 || digits > 15 || out.length >= 8) continue;
    // Long numbers without any sign of a phone are VAT or register numbers.
    const marked =
      /^(?:t|p|m|f|tel|phone|fon|mob|cell|fax|direct|office)\b/i.test(line.text) || value.startsWith('+');
    const field =
      out.length === 0 ? 'phone' : `phone_${out.filter((f) => !f.field.endsWith('_kind')).length + 1}`;
    out.push({ field, value, line, sure: marked ? 0.95 : 0.8 });
    const kind = /^(?:f|fax)\b/i.test(line.text)
      ? 'fax'
      : /^(?:m|mob|cell)/i.test(line.text)
        ? 'mobile'
        : null;
    if (kind) out.push({ field: `${field}_kind`, value: kind, line, sure: 0.9 });
  }
  return out.slice(0, 8);
}

const numbered = (name: string) => (found: Found, i: number) =>
  i ? { ...found, field: `${name}_${i + 1}` } : found;

function best(lines: Line[], score: (line: Line) => number): { line: Line; sure: number } | null {
  let top: { line: Line; sure: number } | null = null;
  for (const line of lines) {
    const sure = score(line);
    if (sure > (top?.sure ?? 0.3)) top = { line, sure };
  }
  return top;
}

function jobScore({ text }: Line): number {
  const words = text.toLowerCase().split(/[^\p{L}]+/u);
  return words.length <= 8 && words.some((word) => JOB_WORDS.has(word)) ? 0.85 : 0;
}

function nameScore(line: Line, all: Line[], mail: string): number {
  const words = withoutTitles(line.text);
  const looksRight =
    words.length >= 2 && words.length <= 4 && words.every((w) => /^\p{Lu}[\p{L}.'’-]*$/u.test(w));
  if (!looksRight || COMPANY_FORM.test(line.text)) return 0;
  if (words.some((word) => NOT_A_NAME.has(word.toLowerCase()))) return 0;
  const local = folded(mail.split('@')[0] ?? '');
  const inMail = words.filter((word) => word.length > 2 && local.includes(folded(word))).length;
  const tallest = Math.max(...all.map((other) => other.box[3]));
  const tall = tallest > 0 && line.box[3] >= tallest * 0.8;
  return Math.min(0.97, 0.5 + 0.3 * Math.min(1, inMail) + 0.12 * Math.max(0, inMail - 1) + (tall ? 0.15 : 0));
}

function companyScore(line: Line, address: string): number {
  const domain = folded(
    (address.split('@').at(-1) ?? '').replace(/^(https?:\/\/)?(www\.)?/, '').split('.')[0] ?? '',
  );
  const own = folded(line.text);
  const inDomain = domain.length > 2 && own.length > 2 && (own.includes(domain) || domain.includes(own));
  if (COMPANY_FORM.test(line.text)) return inDomain ? 0.96 : 0.88;
  return inDomain ? 0.9 : 0;
}

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();

const withoutTitles = (text: string) =>
  text.split(/\s+/).filter((word) => word && !TITLES.has(word.replace(/\./g, '').toLowerCase()));

function nameParts(line: Line, sure: number): Found[] {
  const words = withoutTitles(line.text).map(properCase);
  const given = words.slice(0, -1).join(' ');
  const family = words.at(-1) ?? '';
  return [
    { field: 'given_name', value: given, line, sure },
    { field: 'family_name', value: family, line, sure },
  ];
}

/** ADA LOVELACE -> Ada Lovelace; names in mixed case stay as they are. */
function properCase(word: string): string {
  if (word.length < 3 || word !== word.toUpperCase()) return word;
  return word.replace(/\p{L}+/gu, (part) => part.charAt(0) + part.slice(1).toLowerCase());
}

function toDraft(found: Found[]): Draft {
  const draft: Draft = { set: {}, conf: {}, box: {} };
  for (const { field, value, line, sure } of found) {
    if (!value || field in draft.set) continue;
    draft.set[field] = value;
    draft.conf[field] = Math.round(sure * Math.min(1, line.conf / CLEAR) * 100) / 100;
    draft.box[field] = line.box;
  }
  return draft;
}
