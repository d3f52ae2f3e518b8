import { describe, expect, it } from 'vitest';
import { homeOf, screensFor } from './access';
import type { Show } from './wire';

const fair: Show = { id: 'e1', name: 'Fair', starts_on: '2026-11-20', ends_on: '2026-11-23' };

describe('homeOf', () => {
  it('opens the viewfinder for a rep while the show runs, the queue after it', () => {
    expect(homeOf(['rep'], [fair], '2026-11-20')).toBe('/');
    expect(homeOf(['rep'], [fair], '2026-11-23')).toBe('/');
    expect(homeOf(['rep'], [fair], '2026-11-24')).toBe('/queue');
    expect(homeOf(['rep'], [], '2026-11-24')).toBe('/');
  });

  it('opens triage for those who answer for a team, set-up for a pure administrator', () => {
    expect(homeOf(['rep', 'supervisor'], [fair], '2026-11-20')).toBe('/triage');
    expect(homeOf(['director'], [], '2026-11-20')).toBe('/triage');
    expect(homeOf(['admin'], [], '2026-11-20')).toBe('/setup');
    expect(homeOf(['admin', 'supervisor'], [], '2026-11-20')).toBe('/triage');
  });
});

describe('screensFor', () => {
  it('shows only what the role may see', () => {
    expect(screensFor(['rep'])).toEqual(['scan', 'queue', 'mine', 'ready']);
    expect(screensFor(['admin'])).toEqual(['setup']);
    expect(screensFor(['contractor'])).not.toContain('triage');
  });
});
