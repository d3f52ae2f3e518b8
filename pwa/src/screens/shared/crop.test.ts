import { describe, expect, it } from 'vitest';
import { cropOf } from './crop';

describe('cropOf', () => {
  it('shows the box with a little air', () => {
    const crop = cropOf([100, 200, 400, 40], { width: 1600, height: 900 });
    expect(crop.aspect).toBeCloseTo(428 / 68);
    expect(crop.width).toBeCloseTo((100 * 1600) / 428);
    expect(crop.left).toBeCloseTo((-100 * 86) / 428);
    expect(crop.top).toBeCloseTo((-100 * 186) / 68);
  });

  it('stays inside the picture', () => {
    const crop = cropOf([0, 0, 1600, 900], { width: 1600, height: 900 });
    expect(crop).toEqual({ aspect: 1600 / 900, width: 100, left: -0, top: -0 });
  });
});
