import { describe, expect, it } from 'vitest';
import type { MailState } from '../../wire';
import { makeCapture, makeLead, makeStep, makeTouch } from './factories';
import {
  attempts,
  cardPicture,
  companyLine,
  escalated,
  lateness,
  leadTitle,
  nextStep,
  roleLine,
  tags,
  touches,
} from './facts';

describe('names', () => {
  it('calls a row by the best thing known', () => {
    expect(leadTitle({ given_name: 'Ada', family_name: 'Byron', company: 'Engines' })).toBe('Ada Byron');
    expect(leadTitle({ company: 'Engines' })).toBe('Engines');
    expect(leadTitle({ email: 'a@b.example' })).toBe('a@b.example');
    expect(leadTitle({})).toBe('');
  });

  it('does not say the company twice', () => {
    expect(roleLine({ given_name: 'Ada', job_title: 'Head', company: 'Engines' })).toBe('Head · Engines');
    expect(roleLine({ company: 'Engines' })).toBe('');
    expect(companyLine({ given_name: 'Ada', job_title: 'Head', company: 'Engines' })).toBe('Engines · Head');
    expect(companyLine({ company: 'Engines' })).toBe('');
  });

  it('says how far an overdue step went up, once it left its owner', () => {
    const went = (action: 'notify' | 'deputy') => ({ action, at: 1, to: null, why: 'Late.' });
    expect(escalated(makeLead({ escalation: went('deputy') }))).toEqual({ action: 'deputy', why: 'Late.' });
    expect(escalated(makeLead({ escalation: went('notify') }))).toBeNull();
    expect(escalated(makeLead({ escalation: null }))).toBeNull();
  });

  it('lists only chips that are on', () => {
    expect(tags({ 'tag/demo': true, 'tag/price': null, email: 'x' })).toEqual(['demo']);
  });
});

describe('steps', () => {
  it('finds the earliest open step, not the first in the list', () => {
    const lead = makeLead({
      steps: [
        makeStep({ id: 's1', due_at: 10, state: 'done' }),
        makeStep({ id: 's2', due_at: 30 }),
        makeStep({ id: 's3', due_at: 20 }),
      ],
    });
    expect(nextStep(lead)?.id).toBe('s3');
  });

  it('passes over steps that wait for an earlier one, unless nothing else is left', () => {
    const waits = makeStep({ id: 'waits', due_at: 10, state: 'blocked' });
    const call = makeStep({ id: 'call', due_at: 20, state: 'due' });
    expect(nextStep(makeLead({ steps: [waits, call] }))?.id).toBe('call');
    expect(nextStep(makeLead({ steps: [waits, { ...call, state: 'done' }] }))?.id).toBe('waits');
  });
});

describe('touches', () => {
  it('shows a correction in place of what it corrects and counts it once', () => {
    const lead = makeLead({
      touches: [makeTouch({ id: 't1', at: 1 }), makeTouch({ id: 't2', at: 2, corrects: 't1' })],
    });
    expect(touches(lead).map((touch) => touch.id)).toEqual(['t2']);
    expect(attempts(lead)).toBe(1);
  });

  it('does not count what the server sent by itself, nor what came in', () => {
    const lead = makeLead({
      touches: [
        makeTouch({ id: 'a', auto: true, channel: 'email' }),
        makeTouch({ id: 'b', direction: 'in' }),
      ],
    });
    expect(attempts(lead)).toBe(0);
  });
});

describe('a step whose mail is on its way', () => {
  it('is nobody’s next one until the mail has failed', () => {
    const steps = [makeStep({ id: 'mailed', due_at: 1 }), makeStep({ id: 'later', due_at: 2 })];
    const mail = { id: 'm', kind: null, subject: '', to: '', reason: null, by: null, auto: false, at: 0 };
    const next = (state: MailState) =>
      nextStep(makeLead({ steps, messages: [{ ...mail, state, step: 'mailed', sent_at: null }] }))?.id;
    expect([next('queued'), next('sending'), next('failed'), next('unsure')]).toEqual([
      'later',
      'later',
      'mailed',
      'mailed',
    ]);
  });
});

describe('cardPicture', () => {
  it('prefers the newest front', () => {
    const lead = makeLead({
      captures: [
        makeCapture({ id: 'old', taken_at: 1 }),
        makeCapture({ id: 'new', taken_at: 5 }),
        makeCapture({ id: 'back', side: 'back', taken_at: 9 }),
      ],
    });
    expect(cardPicture(lead)?.id).toBe('new');
    expect(
      cardPicture(makeLead({ captures: [makeCapture({ id: 'v', kind: 'voice', blob: null })] })),
    ).toBeNull();
  });
});

describe('lateness', () => {
  it('separates past, now and today, and later', () => {
    const noon = new Date(2026, 10, 21, 12).getTime();
    expect(lateness(noon - 60_000, noon)).toBe('late');
    expect(lateness(noon - 59_999, noon)).toBe('soon');
    expect(lateness(new Date(2026, 10, 21, 23).getTime(), noon)).toBe('soon');
    expect(lateness(new Date(2026, 10, 22, 1).getTime(), noon)).toBe('later');
  });
});
