/** Links that open the dialler and the mail program. Pure. */
import type { Channel, FieldSet, LeadDocument, TouchOutcome } from '../../wire';
import { text } from './facts';
import { refusalOf } from './refusal';

/** "tel:+4989123" from a number as printed; null when there is none to dial, and always when they closed calls. */
export function dialLink(lead: LeadDocument): string | null {
  if (refusalOf(lead, 'call')) return null;
  const digits = digitsOf(lead.fields);
  return digits.length >= 3 ? `tel:${digits}` : null;
}

const digitsOf = (fields: FieldSet): string =>
  text(fields, 'phone')
    .replace(/\(0\)/g, '')
    .replace(/[^\d+]/g, '');

/** "mailto:…" with the subject already there; null when no usable address is known, or when they closed e-mail. */
export function mailLink(lead: LeadDocument, subject: string, body = ''): string | null {
  if (refusalOf(lead, 'email')) return null;
  const address = text(lead.fields, 'email').trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) return null;
  const query = [
    subject && `subject=${encodeURIComponent(subject)}`,
    body && `body=${encodeURIComponent(body)}`,
  ];
  const tail = query.filter(Boolean).join('&');
  return `mailto:${encodeURIComponent(address).replace('%40', '@')}${tail && `?${tail}`}`;
}

const CALL: readonly TouchOutcome[] = [
  'connected',
  'no_answer',
  'left_message',
  'other_person',
  'appointment',
  'wrong_number',
  'refused_call',
];
const OUTCOMES: Readonly<Record<Channel, readonly TouchOutcome[]>> = {
  call: CALL,
  email: ['sent', 'replied', 'bounced', 'appointment'],
  sms: ['sent', 'replied'],
  letter: ['sent', 'replied', 'bounced'],
  meeting: ['met', 'no_answer', 'appointment'],
  booth: ['met', 'appointment'],
  chat: ['connected', 'sent', 'replied', 'appointment'],
  web: ['sent', 'replied', 'appointment'],
};

const isChannel = (value: string): value is Channel => value in OUTCOMES;

export const channelOf = (value: string | undefined): Channel => (value && isChannel(value) ? value : 'call');

/** What can come of a contact on this channel, the likeliest first: its number is its key. */
export const outcomesOf = (channel: Channel): readonly TouchOutcome[] => OUTCOMES[channel];

/** Something that came from the prospect is written down as theirs. */
export const directionOf = (outcome: TouchOutcome): 'in' | 'out' => (outcome === 'replied' ? 'in' : 'out');
