import { describe, expect, it } from 'vitest';
import { channelOf, dialLink, directionOf, mailLink, outcomesOf } from './contact';

describe('dialLink', () => {
  it('dials what is printed, without the trunk zero and the dots', () => {
    expect(dialLink({ phone: '+49 (0)89 55 01-23' })).toBe('tel:+4989550123');
    expect(dialLink({ phone: 'n/a' })).toBeNull();
    expect(dialLink({})).toBeNull();
  });
});

describe('mailLink', () => {
  it('fills subject and body, and nothing can break out of the address', () => {
    expect(mailLink({ email: 'ada@engines.example' }, 'Fair: what now?', 'Hello\nAda')).toBe(
      'mailto:ada@engines.example?subject=Fair%3A%20what%20now%3F&body=Hello%0AAda',
    );
    expect(mailLink({ email: 'ada@engines.example?bcc=x' }, '')).toBe('mailto:ada@engines.example%3Fbcc%3Dx');
    expect(mailLink({ email: 'ada at engines' }, 'x')).toBeNull();
  });
});

describe('outcomes', () => {
  it('follow the channel; an unknown channel is a call', () => {
    expect(outcomesOf(channelOf('email'))[0]).toBe('sent');
    expect(outcomesOf(channelOf('pigeon'))[0]).toBe('connected');
    expect(directionOf('replied')).toBe('in');
    expect(directionOf('no_answer')).toBe('out');
  });
});
