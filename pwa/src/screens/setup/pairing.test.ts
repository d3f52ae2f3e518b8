import { expect, it } from 'vitest';
import { countdown, isOver, svgSource } from './pairing';

const END = '2026-11-21T12:15:00Z';
const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);

it('counts down to nothing and stays there', () => {
  expect(countdown(END, at('12:00:00'))).toBe('15:00');
  expect(countdown(END, at('12:14:55'))).toBe('0:05');
  expect(countdown(END, at('12:20:00'))).toBe('0:00');
  expect(isOver(END, at('12:14:59'))).toBe(false);
  expect(isOver(END, at('12:15:00'))).toBe(true);
});

it('makes an image of an inline SVG', () => {
  const source = svgSource('<svg viewBox="0 0 1 1"><path/></svg>');
  expect(decodeURIComponent(source)).toContain('<svg xmlns="http://www.w3.org/2000/svg" viewBox');
  expect(svgSource('<svg xmlns="x"></svg>')).not.toContain('w3.org');
});
