import { expect, it } from 'vitest';
import { makeCapture, makeLead, makeTouch } from '../shared/factories';
import { timeline } from './timeline';

it('tells everything that happened, newest first', () => {
  const lead = makeLead({
    captures: [makeCapture({ id: 'c', taken_at: 10 })],
    readings: [
      { id: 'r', capture: 'c', engine: 'x', version: '1', ran_on: 'server', mean_conf: 0.9, at: 20 },
    ],
    assignments: [{ at: 30, from: null, to: 'me', by: 'me', how: 'claim', why: '' }],
    notes: [{ id: 'n', at: 40, by: 'me', text: 'Wants a demo' }],
    touches: [makeTouch({ id: 't', at: 50 }), makeTouch({ id: 't2', at: 55, corrects: 't' })],
    outcome: 'lost',
    outcome_reason: 'Price',
    closed_at: 60,
  });
  expect(timeline(lead).map((moment) => moment.kind)).toEqual([
    'closed',
    'touch',
    'note',
    'assigned',
    'reading',
    'capture',
  ]);
});
