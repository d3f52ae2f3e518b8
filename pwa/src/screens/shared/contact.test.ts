import { describe, expect, it } from 'vitest';
import type { FieldSet } from '../../wire';
import { channelOf, dialLink, directionOf, mailLink, outcomesOf } from './contact';
import { makeLead } from './factories';

const withFields = (fields: FieldSet) => makeLead({ fields });

describe('dialLink', () => {
  it('dials what is printed, without the trunk zero and the dots', () => {
    expect(dialLink(withFields({ phone: '+49 (0)89 55 01-23' }))).toBe('tel:+4989550123');
    expect(dialLink(withFields({ phone: 'n/a' }))).toBeNull();
    expect(dialLink(makeLead())).toBeNull();
  });
  it('is not there for who asked not to be called; mail stays', () => {
    const fields = { phone: '+49 89 5501', email: 'ada@engines.example' };
    const refused = makeLead({ fields, dnc: ['call', 'sms'] });
    expect(dialLink(refused)).toBeNull();
    expect(mailLink(refused, '')).toBe('mailto:ada@engines.example');
    expect(mailLink(makeLead({ fields, dnc: ['email'] }), '')).toBeNull();
  });
});

describe('mailLink', () => {
  it('fills subject and body, and nothing can break out of the address', () => {
    expect(mailLink(withFields({ email: 'ada@engines.example' }), 'Fair: what now?', 'Hello\nAda')).toBe(
      'mailto:ada@engines.example?subject=Fair%3A%20what%20now%3F&body=Hello%0AAda',
    );
    expect(mailLink(withFields({ email: 'ada@engines.example?bcc=x' }), '')).toBe(
      'mailto:ada@engines.example%3Fbcc%3Dx',
    );
    expect(mailLink(withFields({ email: 'ada at engines' }), 'x')).toBeNull();
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
