import { describe, expect, it } from 'vitest';
import { makeCapture, makeLead } from '../shared/factories';
import { addableFields, clipOf, needsLook, originOf, readable, shownFields } from './fields';

const read = makeLead({
  fields: { email: 'ada@engines.example', city: 'Town', phone: '' },
  origin: {
    email: { src: 'ocr', conf: 0.834, box: [1, 2, 3, 4], capture: 'capture-1' },
    phone: { src: 'human', by: 'me' },
    city: { src: 'human', by: 'ben' },
  },
  captures: [makeCapture()],
});

describe('fields', () => {
  it('always shows what following up needs, and whatever is filled', () => {
    expect(shownFields(read)).toEqual([
      'given_name',
      'family_name',
      'job_title',
      'company',
      'email',
      'phone',
      'city',
    ]);
    expect(addableFields(read)).not.toContain('city');
    expect(addableFields(read)).toContain('website');
  });

  it('names a country, and leaves what it cannot name', () => {
    const lives = (country: string) => readable(makeLead({ fields: { country } }), 'country');
    expect([lives('SE'), lives('Sverige'), lives('ZZ1')]).toEqual(['Sweden', 'Sverige', 'ZZ1']);
  });

  it('names a language, and leaves what it cannot name', () => {
    const speaks = (language: string) => readable(makeLead({ fields: { language } }), 'language');
    expect(speaks('de')).toBe('German');
    expect(speaks('Swiss German')).toBe('Swiss German');
    expect(readable(read, 'city')).toBe('Town');
  });

  it('says who says so', () => {
    expect(originOf(read, 'email')).toEqual({ kind: 'machine', percent: 83 });
    expect(originOf(read, 'city')).toEqual({ kind: 'person', by: 'ben' });
    expect(originOf(read, 'phone')).toBeNull();
    expect(originOf({ ...read, pending: ['city'] }, 'city')).toEqual({ kind: 'pending' });
  });

  it('asks for a look only where the machine is unsure', () => {
    expect(needsLook({ kind: 'machine', percent: 83 })).toBe(true);
    expect(needsLook({ kind: 'machine', percent: 97 })).toBe(false);
    expect(needsLook({ kind: 'person', by: null })).toBe(false);
  });

  it('finds the clip of the picture, for a machine value with a known picture only', () => {
    expect(clipOf(read, 'email')).toEqual({
      sha256: 'aa',
      picture: { width: 1600, height: 900 },
      box: [1, 2, 3, 4],
    });
    expect(clipOf(read, 'city')).toBeNull();
    expect(clipOf({ ...read, captures: [] }, 'email')).toBeNull();
  });
});
