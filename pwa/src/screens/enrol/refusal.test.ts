import { expect, it } from 'vitest';
import { refusalOf } from './refusal';

it('tells apart what a person would do about it', () => {
  expect(refusalOf('offline', 0)).toBe('offline');
  expect(refusalOf('enrol_expired', 410)).toBe('expired');
  expect(refusalOf('too_many_attempts', 429)).toBe('many');
  expect(refusalOf('other_person', 409)).toBe('other_person');
  expect(refusalOf('http_500', 500)).toBe('other');
});
