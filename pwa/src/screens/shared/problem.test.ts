import { describe, expect, it } from 'vitest';
import type { Failure } from '../../api';
import { fieldErrors, problemText } from './problem';

const failure = (over: Partial<Failure> = {}, errors?: unknown): Failure => ({
  ok: false,
  kind: 'refused',
  status: 422,
  problem: { title: 'Check the marked fields.', status: 422, code: 'invalid', errors },
  retryAfter: null,
  headers: null,
  ...over,
});

describe('problemText', () => {
  it("uses the server's sentence, and our own when nobody answered", () => {
    expect(problemText(failure())).toBe('Check the marked fields.');
    expect(problemText(failure({ kind: 'offline' }))).toContain('does not answer');
    expect(problemText(failure({ problem: { title: '', status: 500, code: 'x' } }))).toContain(
      'did not work',
    );
  });
});

describe('fieldErrors', () => {
  it('finds the first message of every field, however deep', () => {
    const errors = { json: { admin: { email: ['Not a valid email address.', 'second'] }, token: ['Used.'] } };
    expect(fieldErrors(failure({}, errors))).toEqual({
      'admin.email': 'Not a valid email address.',
      token: 'Used.',
    });
  });

  it('survives answers without any', () => {
    expect(fieldErrors(failure())).toEqual({});
    expect(fieldErrors(failure({}, 'odd'))).toEqual({});
  });
});
