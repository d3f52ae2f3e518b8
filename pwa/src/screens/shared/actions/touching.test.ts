import { describe, expect, it } from 'vitest';
import { makeStep } from '../factories';
import { newTouch, touchBody } from './touching';

const step = makeStep({ id: 's1', channel: 'call' });

describe('a contact', () => {
  it('says as little as the two taps that made it', () => {
    expect(touchBody(newTouch('call', []), 'no_answer', step)).toEqual({
      direction: 'out',
      channel: 'call',
      outcome: 'no_answer',
      note: '',
      step: 's1',
    });
  });
  it('on another channel leaves the step as it is', () => {
    expect(touchBody(newTouch('email', []), 'sent', step).step).toBeNull();
  });
  it('names what it settles, how long it took, and who began', () => {
    const draft = { ...newTouch('call', ['q1']), minutes: '12', byThem: true, note: ' Hi ' };
    expect(touchBody(draft, 'connected', null, 't0')).toMatchObject({
      satisfies: ['q1'],
      minutes: 12,
      direction: 'in',
      note: 'Hi',
      corrects: 't0',
    });
  });
  it('leaves out minutes that are none', () => {
    for (const minutes of ['', 'ten', '-3', '9000'])
      expect(touchBody({ ...newTouch('call', []), minutes }, 'met', null)).not.toHaveProperty('minutes');
  });
  it('of a revival carries the three answers, and only when one was given', () => {
    const draft = newTouch('call', []);
    expect(touchBody(draft, 'connected', null)).not.toHaveProperty('revive');
    expect(
      touchBody({ ...draft, satisfied: 'no', objection: ' Too dear ' }, 'connected', null).revive,
    ).toEqual({
      satisfied: false,
      assist: '',
      objection: 'Too dear',
    });
    expect(touchBody({ ...draft, assist: 'A trial' }, 'connected', null).revive).toMatchObject({
      satisfied: null,
    });
  });
});
