/** Documents for tests: valid by default, each test says only what it is about. */
import { emptyDocument } from '../../store/overlay';
import type { LeadView } from '../../store/types';
import type { Capture, Step, Touch } from '../../wire';

export const makeLead = (over: Partial<LeadView> = {}): LeadView => ({
  ...emptyDocument('lead-1', 0, 'me'),
  currency: 'EUR',
  unsent: 0,
  refused: 0,
  onServer: true,
  pending: [],
  ...over,
});

export const makeStep = (over: Partial<Step> = {}): Step => ({
  id: 'step-1',
  key: 'call:1',
  channel: 'call',
  purpose: 'call',
  due_at: 0,
  not_before: null,
  owner: 'me',
  state: 'planned',
  origin: 'plan',
  why: '',
  pinned: false,
  touch: null,
  ...over,
});

export const makeTouch = (over: Partial<Touch> = {}): Touch => ({
  id: 'touch-1',
  at: 0,
  by: 'me',
  direction: 'out',
  channel: 'call',
  outcome: 'no_answer',
  note: '',
  minutes: null,
  step: null,
  corrects: null,
  auto: false,
  ...over,
});

export const makeCapture = (over: Partial<Capture> = {}): Capture => ({
  id: 'capture-1',
  kind: 'card',
  side: 'front',
  taken_at: 0,
  by: 'me',
  status: 'accepted',
  payload: null,
  blob: { sha256: 'aa', bytes: 1, mime: 'image/jpeg', width: 1600, height: 900, stored: true },
  ...over,
});
