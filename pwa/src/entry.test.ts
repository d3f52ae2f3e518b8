import { describe, expect, it } from 'vitest';
import { enrolCodeIn, readEntry } from './entry';

describe('readEntry', () => {
  it('reads the three kinds of link and nothing else', () => {
    expect(readEntry('#setup=abc-DEF_123')).toEqual({ kind: 'setup', token: 'abc-DEF_123' });
    expect(readEntry('#password=abc-DEF_123')).toEqual({ kind: 'password', token: 'abc-DEF_123' });
    expect(readEntry('#enrol=7K3M-9QXP')).toEqual({ kind: 'enrol', code: '7K3M-9QXP' });
    expect(readEntry('#enrol=')).toBeNull();
    expect(readEntry('#other=abcd')).toBeNull();
    expect(readEntry('#enrol=<script>')).toBeNull();
  });
});

describe('enrolCodeIn', () => {
  it('finds the code in a scanned link, not in a visitor badge', () => {
    expect(enrolCodeIn('https://leads.example/#enrol=7K3M-9QXP')).toBe('7K3M-9QXP');
    expect(enrolCodeIn('https://leads.example/#setup=abcdef')).toBeNull();
    expect(enrolCodeIn('BEGIN:VCARD')).toBeNull();
  });
});
