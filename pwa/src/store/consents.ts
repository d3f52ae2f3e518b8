/** A prospect's word on a channel, obeyed on this phone before the server has heard it. Pure. */
import type { Consent, ConsentChannel, ConsentOp, Id, LeadDocument } from '../wire';

export const CONSENT_CHANNELS: readonly ConsentChannel[] = ['call', 'email', 'sms', 'post'];

/** An objection to calls covers text messages: both ring the same pocket. */
const COVERS: Readonly<Record<string, readonly string[]>> = { call: ['call', 'sms'] };

export const covered = (channel: string): readonly string[] => COVERS[channel] ?? [channel];

/** The latest word on a channel; of two in one instant the objection is the safer one. */
export function latestWord(doc: LeadDocument, channel: string): Consent | null {
  const rank = (word: Consent) => [word.at, Number(word.state === 'objected')] as const;
  return doc.consents
    .filter((word) => word.channel === channel)
    .reduce<Consent | null>((best, word) => {
      if (!best) return word;
      const [a, b] = [rank(best), rank(word)];
      return b[0] > a[0] || (b[0] === a[0] && b[1] >= a[1]) ? word : best;
    }, null);
}

/** Whether the prospect's own words, or the list, refuse a channel. */
function refused(doc: LeadDocument, channel: string): boolean {
  if (channel in doc.suppressed || latestWord(doc, channel)?.state === 'objected') return true;
  return channel === 'sms' && refused(doc, 'call');
}

/** With the word added. A refusal holds at once; a grant opens what nothing else refuses. */
export function applyConsent(doc: LeadDocument, { body, at }: ConsentOp, me: Id | null): LeadDocument {
  if (doc.consents.some((word) => word.id === body.id)) return doc;
  const word: Consent = {
    basis: null,
    wording_version: null,
    evidence: null,
    ...body,
    at,
    by: me,
  };
  const suppressed = { ...doc.suppressed };
  if (body.state === 'granted' && at >= (suppressed[body.channel] ?? 0)) delete suppressed[body.channel];
  const said = { ...doc, consents: [...doc.consents, word], suppressed };
  const touched = covered(body.channel);
  const kept = doc.dnc.filter((channel) => !(body.state === 'granted' && touched.includes(channel)));
  const against = touched.filter((channel) => refused(said, channel));
  return { ...said, dnc: [...new Set([...kept, ...against])] };
}
