import { expect, it } from 'vitest';
import { insertField } from './insert';

it.each([
  ['Hello ,', { start: 6, end: 6 }, 'Hello #name#,', 12],
  ['Hello you,', { start: 6, end: 9 }, 'Hello #name#,', 12],
  ['', { start: 0, end: 0 }, '#name#', 6],
])('puts a field into %j', (said, spot, becomes, at) => {
  expect(insertField(said, 'name', spot)).toEqual({ said: becomes, at });
});
