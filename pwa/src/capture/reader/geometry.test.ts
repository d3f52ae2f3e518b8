import { expect, it } from 'vitest';
import { boxBack, turnOf } from './geometry';
import { skewOf } from './skew';

it('keeps boxes where they are when nothing was turned, and undoes the scale', () => {
  expect(boxBack(turnOf({ width: 800, height: 600 }, 0, 1280), [10, 20, 30, 40])).toEqual([10, 20, 30, 40]);
  expect(boxBack(turnOf({ width: 1600, height: 800 }, 0, 800), [10, 20, 30, 40])).toEqual([20, 40, 60, 80]);
});

it('finds the place again on a picture that was turned upside down or sideways', () => {
  const size = { width: 400, height: 200 };
  expect(boxBack(turnOf(size, 180, 1280), [10, 20, 30, 40])).toEqual([360, 140, 30, 40]);
  // A quarter turn clockwise: the top left corner of the turned picture was the bottom left one.
  expect(boxBack(turnOf(size, 90, 1280), [0, 0, 20, 50])).toEqual([0, 180, 50, 20]);
});

/** Soft dark lines on light ground, off level by so many degrees clockwise. */
function stripes(degrees: number, size = 240) {
  const gray = new Uint8ClampedArray(size * size);
  const angle = (degrees * Math.PI) / 180;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const across = y * Math.cos(angle) - x * Math.sin(angle);
      gray[y * size + x] = 130 + 100 * Math.sin((2 * Math.PI * across) / 16);
    }
  return { gray, size: { width: size, height: size } };
}

it.each([0, 3, -7, 15, -30])('sees print that is off level by %i degrees', (degrees) => {
  const { gray, size } = stripes(degrees);
  expect(Math.abs(skewOf(gray, size) - degrees)).toBeLessThan(1.5);
});
