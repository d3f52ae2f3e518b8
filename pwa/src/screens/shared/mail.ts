/** A text with the prospect's values in it, as the server fills it in (server/mail/merge.py). Pure. */
import type { Collateral, FieldSet, LeadDocument, Me, Org, Show, TouchText } from '../../wire';
import { text } from './facts';

type Values = Readonly<Record<string, string>>;

/** What a text is filled with. */
export interface Around {
  show: Show | null;
  me: Pick<Me, 'name'> & Partial<Pick<Me, 'email' | 'phone'>>;
  org: Pick<Org, 'name' | 'phone'> | null;
}

export interface Filled {
  text: string;
  /** Fields nothing is known for. */
  empty: string[];
}

const MARK = /#([A-Za-z]\w{0,39})#/g;
/** Only the server knows the link: it belongs to the address. */
const LATE = new Set(['unsubscribe']);

const oneLine = (value: string): string => value.split(/\s+/).filter(Boolean).join(' ');

/** A value must not read as a mark: the server fills in what is left. */
const plain = (value: string): string => value.replace(/#(?=[A-Za-z]\w{0,39}#)/g, '');

export const linksOf = (along: readonly Collateral[]): string =>
  along.map(({ title, url }) => `${title}: ${url}`).join('\n');

/** Chips and products ticked for them, in the show's words, after their own. */
function topic(fields: FieldSet, show: Show | null): string {
  const slugs = Object.keys(fields)
    .filter((name) => /^(product|tag)\//.test(name) && fields[name])
    .map((name) => name.slice(name.indexOf('/') + 1))
    .sort();
  const label = (slug: string) =>
    show?.chips?.find((chip) => chip.slug === slug)?.label ?? slug.replaceAll('_', ' ');
  return [text(fields, 'interest'), ...slugs.map(label)].filter(Boolean).join(', ');
}

export function valuesOf(fields: FieldSet, { show, me, org }: Around, along: readonly Collateral[]): Values {
  const given = text(fields, 'given_name');
  const family = text(fields, 'family_name');
  const known: Record<string, string> = {
    name: `${given} ${family}`,
    given,
    family,
    company: text(fields, 'company'),
    job_title: text(fields, 'job_title'),
    rep: me.name,
    rep_phone: me.phone || org?.phone || '',
    rep_email: me.email ?? '',
    organisation: org?.name ?? '',
    phone: org?.phone ?? '',
    show: show?.name ?? '',
    venue: show?.venue ?? '',
    topic: topic(fields, show),
  };
  const lines = Object.entries(known).map(([name, value]) => [name, plain(oneLine(value))]);
  return { ...Object.fromEntries(lines), links: plain(linksOf(along)) };
}

/** One line; null when nothing is left of it. */
function fillLine(line: string, values: Values, empty: Set<string>): string | null {
  let missing = false;
  const filled = line.replace(MARK, (mark, spelt: string) => {
    const name = spelt.toLowerCase();
    if (LATE.has(name) || !(name in values)) return mark;
    if (!values[name]) {
      missing = true;
      empty.add(name);
    }
    return values[name] ?? '';
  });
  if (!missing) return filled;
  const closed = filled
    .replace(/[ \t]+(?=[,.;:!?])/g, '')
    .replace(/(\S)[ \t]{2,}/g, '$1 ')
    .trimEnd();
  return /[\p{L}\p{N}]/u.test(closed) ? closed : null;
}

/** Marks become values; gaps are closed, and a line of nothing but empty marks is left out. Unknown marks stay. */
export function fill(template: string, values: Values): Filled {
  const empty = new Set<string>();
  const lines = template.split('\n').map((line) => fillLine(line, values, empty));
  return { text: lines.filter((line) => line !== null).join('\n'), empty: [...empty] };
}

const KINDS: Readonly<Record<string, string>> = {
  call: 'script',
  info: 'summary',
  answer: 'summary',
  promise: 'summary',
  attempt: 'revive',
  care: 'thanks',
};

/** The kind of text a step is written with. */
export const kindFor = (purpose: string | undefined): string =>
  purpose ? (KINDS[purpose] ?? purpose) : 'summary';

/** What may be mailed, in the order it is offered. */
export const MAILED = ['summary', 'ack', 'courtesy', 'revive', 'nurture', 'thanks', 'letter'] as const;

/** The text of a kind in the prospect's language, else the house's, else English. */
export function textFor(
  texts: readonly TouchText[],
  kind: string,
  lead: Pick<LeadDocument, 'fields'>,
  house: string | undefined,
): TouchText | null {
  const wanted = [text(lead.fields, 'language'), house, 'en'];
  const mine = texts.filter((one) => one.key === kind);
  return wanted.map((code) => mine.find((one) => one.language === code)).find(Boolean) ?? null;
}

export interface Written {
  subject: string;
  body: string;
  empty: string[];
}

/** The whole mail from its text; brochures come at the end where the text has no place for them. */
export function written(template: TouchText | null, values: Values): Written {
  const subject = fill(template?.subject ?? '', values);
  const body = fill(template?.body ?? '', values);
  const placed = /#links#/i.test(template?.body ?? '');
  const end = !placed && values.links ? `\n\n${values.links}` : '';
  return {
    subject: subject.text,
    body: `${body.text}${end}`,
    empty: [...new Set([...subject.empty, ...body.empty])],
  };
}

/** Text a person changed already, with one brochure more or less: its line, nothing else. */
export function withLine(body: string, item: Collateral, on: boolean): string {
  const line = linksOf([item]);
  if (on) return body.includes(line) ? body : `${body.trimEnd()}\n${line}\n`;
  return body
    .split('\n')
    .filter((one) => one !== line)
    .join('\n');
}

/** Marks of a text that are no field: they would be refused. */
export const unknownMarks = (said: string, values: Values): string[] =>
  [...said.matchAll(MARK)]
    .map((mark) => mark[1] ?? '')
    .filter((name) => {
      const known = name.toLowerCase();
      return !LATE.has(known) && !(known in values);
    });
