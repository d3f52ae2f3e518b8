/** The text a mail program opens with. Pure. */
import type { FieldSet, Show, TouchText } from '../../wire';
import { personName, text } from './facts';
import { w } from './words';

type Values = Readonly<Record<string, string>>;

/** `#name#` and its few siblings; an unknown mark stays, so that the writer sees it before sending. */
const merge = (template: string, values: Values): string =>
  template.replace(/#(\w+)#/g, (mark, name: string) => values[name] ?? mark);

interface Mail {
  subject: string;
  body: string;
}

/** The team's own text for this step where there is one, else a subject that says where you met. */
export function mailFor(
  fields: FieldSet,
  purpose: string | undefined,
  show: Show | null,
  me: string,
  templates: readonly TouchText[],
): Mail {
  const values = { name: personName(fields), company: text(fields, 'company'), show: show?.name ?? '', me };
  const found = templates.find((one) => one.channel === 'email' && one.key === purpose);
  if (found) return { subject: merge(found.subject ?? '', values), body: merge(found.body, values) };
  const subject = show ? w('mail.subject', { show: show.name }) : w('mail.subjectPlain');
  return { subject, body: '' };
}
