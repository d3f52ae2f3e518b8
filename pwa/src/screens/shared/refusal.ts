/** Which ways of reaching a prospect are closed, since when and by whose word. Pure. */
import { covered, latestWord } from '../../store/consents';
import { formatDay } from '../../text/format';
import type { FieldSet, Id, LeadDocument, Millis } from '../../wire';
import { w } from './words';

/** Channel of a step or touch -> the channel whose permission governs it. */
const GOVERNED: Readonly<Record<string, string>> = {
  call: 'call',
  sms: 'sms',
  email: 'email',
  letter: 'post',
};

export interface Refusal {
  channel: string;
  /** null where only the server knows. */
  since: Millis | null;
  by: Id | null;
}

/** The refusal that closes this channel of a contact; null while it may be used. */
export function refusalOf(lead: LeadDocument, channel: string): Refusal | null {
  const governed = GOVERNED[channel] ?? channel;
  if (!lead.dnc.includes(governed)) return null;
  const words = ['call', governed].filter((one) => covered(one).includes(governed));
  const said = words.map((one) => latestWord(lead, one)).find((word) => word?.state === 'objected');
  return { channel: governed, since: said?.at ?? lead.suppressed[governed] ?? null, by: said?.by ?? null };
}

type Kind = 'call' | 'email' | 'sms' | 'post';

/** "They asked not to be called, Tue, 4 Nov." */
export function refusalText({ channel, since }: Refusal): string {
  const what = w(`refused.${channel as Kind}`);
  return since === null ? `${what}.` : `${what}, ${formatDay(since)}.`;
}

const FIELDS: Readonly<Record<string, RegExp>> = {
  call: /^phone(_\d)?$/,
  email: /^email(_\d)?$/,
  post: /^(address|street|postcode|city|region)$/,
};

/** The refusal that a field's value must not be used for: a number, an address. */
export function refusalOfField(lead: LeadDocument, name: string): Refusal | null {
  const channel = Object.keys(FIELDS).find((one) => FIELDS[one]?.test(name));
  return channel ? refusalOf(lead, channel) : null;
}

/** The fields that may leave the house: without what the prospect has closed. */
export const permitted = (lead: LeadDocument): FieldSet =>
  Object.fromEntries(Object.entries(lead.fields).filter(([name]) => !refusalOfField(lead, name)));
