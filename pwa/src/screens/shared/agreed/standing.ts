/** What is open between us and a prospect. Pure. */
import { covered, latestWord } from '../../../store/consents';
import type { ConsentChannel, InfoRequest, LeadDocument, Millis, Promised } from '../../../wire';
import { openSteps } from '../facts';

export const openPromises = (lead: LeadDocument): Promised[] =>
  lead.promises.filter((promise) => promise.state === 'open').sort((a, b) => a.due_at - b.due_at);

export const openRequests = (lead: LeadDocument): InfoRequest[] =>
  lead.requests.filter((request) => request.satisfied_at === null).sort((a, b) => a.opened_at - b.opened_at);

export interface Due {
  channel: string;
  due_at: Millis;
  text: string;
  /** The order they announced, minor units; 0 if none. */
  order: number;
}

/** What was promised to the prospect and still stands, the nearest first; phones of an older version kept it as a step. */
export function promised(lead: LeadDocument): Due | null {
  const open = openPromises(lead)[0];
  if (open) return { ...open, order: open.order_minor ?? 0 };
  const step = openSteps(lead).find((one) => one.purpose === 'promise' || one.origin === 'promise');
  return step ? { channel: step.channel, due_at: step.due_at, text: step.why, order: 0 } : null;
}

export interface Settling {
  id: string;
  text: string;
  kind: 'request' | 'promise';
}

/**
 * What a contact on this channel may settle beside its step: every open question, and promises of another channel
 * (one on its own channel keeps its promise by itself).
 */
export const settlings = (lead: LeadDocument, channel: string): Settling[] => [
  ...openRequests(lead).map(({ id, text }): Settling => ({ id, text, kind: 'request' })),
  ...openPromises(lead)
    .filter((promise) => promise.channel !== channel)
    .map(({ id, text, channel: by }): Settling => ({ id, text: text || by, kind: 'promise' })),
];

/** Whether a yes on this channel needs its proof: they had said no. */
export const needsProof = (lead: LeadDocument, channel: ConsentChannel): boolean =>
  covered(channel).some((one) => lead.dnc.includes(one)) || latestWord(lead, channel)?.state === 'objected';
