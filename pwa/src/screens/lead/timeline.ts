/** One lead's history as one list, newest first. Pure. */
import type { Capture, LeadDocument, Millis, Touch } from '../../wire';
import { touches } from '../shared/facts';

export type Moment = { id: string; at: Millis } & (
  | { kind: 'touch'; touch: Touch }
  | { kind: 'note'; by: string | null; text: string }
  | { kind: 'capture'; capture: Capture }
  | { kind: 'reading'; engine: string; confidence: number }
  | {
      kind: 'assigned';
      to: string | null;
      by: string | null;
      how: string;
      why: string;
      trail: readonly string[];
      /** The change that can be taken back: the latest, by its id. */
      undo: string | null;
    }
  | { kind: 'closed'; outcome: string; reason: string | null }
);

const closed = (lead: LeadDocument): Moment[] =>
  lead.outcome && lead.closed_at !== null
    ? [
        {
          id: 'closed',
          at: lead.closed_at,
          kind: 'closed',
          outcome: lead.outcome,
          reason: lead.outcome_reason,
        },
      ]
    : [];

export function timeline(lead: LeadDocument): Moment[] {
  const moments: Moment[] = [
    ...touches(lead).map((touch): Moment => ({ id: touch.id, at: touch.at, kind: 'touch', touch })),
    ...lead.notes.map(({ id, at, by, text }): Moment => ({ id, at, kind: 'note', by, text })),
    ...lead.captures.map(
      (capture): Moment => ({
        id: capture.id,
        at: capture.taken_at,
        kind: 'capture',
        capture,
      }),
    ),
    ...lead.readings.map(
      ({ id, at, engine, mean_conf }): Moment => ({ id, at, kind: 'reading', engine, confidence: mean_conf }),
    ),
    ...lead.assignments.map(
      ({ id, at, to, by, how, why, trail = [] }, index): Moment => ({
        id: `a${index}`,
        undo: index === lead.assignments.length - 1 ? (id ?? null) : null,
        trail,
        at,
        kind: 'assigned',
        to,
        by,
        how,
        why,
      }),
    ),
    ...closed(lead),
  ];
  return moments.sort((a, b) => b.at - a.at);
}
