import { describe, expect, it } from 'vitest';
import { makeLead } from './factories';
import { permitted, refusalOf, refusalOfField, refusalText } from './refusal';

const AT = new Date(2020, 2, 4, 12).getTime();
const word = { id: 'c1', channel: 'call', state: 'objected', at: AT, by: 'u2' } as const;
const consent = { ...word, basis: null, wording_version: null, evidence: null };
const fields = { phone: '+49 30 1', phone_2: '2', phone_kind: 'work', email: 'a@b.example', city: 'Berlin' };

describe('a refusal', () => {
  it('says since when and by whose word, for text messages too', () => {
    const lead = makeLead({ dnc: ['call', 'sms'], consents: [consent] });
    expect(refusalOf(lead, 'call')).toEqual({ channel: 'call', since: AT, by: 'u2' });
    expect(refusalOf(lead, 'sms')).toMatchObject({ since: AT });
    expect(refusalOf(lead, 'email')).toBeNull();
  });
  it('of another card of the same person is known from the list', () => {
    const lead = makeLead({ dnc: ['post'], suppressed: { post: AT } });
    expect(refusalOf(lead, 'letter')).toEqual({ channel: 'post', since: AT, by: null });
  });
  it('is told in words, with its day where it is known', () => {
    expect(refusalText({ channel: 'call', since: null, by: null })).toBe('They asked not to be called.');
    expect(refusalText({ channel: 'call', since: AT, by: null })).toContain('2020');
  });
});

describe('what may leave the house', () => {
  it('is without the numbers of who closed calls', () => {
    expect(permitted(makeLead({ fields, dnc: ['call', 'sms'] }))).toEqual({
      phone_kind: 'work',
      email: 'a@b.example',
      city: 'Berlin',
    });
    expect(permitted(makeLead({ fields, dnc: ['post', 'email'] }))).toEqual({
      phone: '+49 30 1',
      phone_2: '2',
      phone_kind: 'work',
    });
  });
  it('a field knows the refusal that closes it', () => {
    const lead = makeLead({ fields, dnc: ['email'] });
    expect(refusalOfField(lead, 'email_2')?.channel).toBe('email');
    expect(refusalOfField(lead, 'phone')).toBeNull();
    expect(refusalOfField(lead, 'company')).toBeNull();
  });
});
