/** How far lines of print are off level, by the directions of their edges. Pure. */
import type { Size } from './geometry';

const BINS_PER_DEGREE = 4;
const BINS = 90 * BINS_PER_DEGREE;
/** Weaker edges are paper and noise. */
const STRONG = 80;
const SMOOTH = 2;

/**
 * Degrees to turn the picture back by, -45 < angle <= 45: the most common edge direction modulo a right angle.
 * @param gray one byte per pixel, row by row
 */
export function skewOf(gray: Uint8ClampedArray, { width, height }: Size): number {
  const bins = new Float64Array(BINS);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) vote(bins, gray, y * width + x, width);
  const peak = peakOf(bins);
  const degrees = peak / BINS_PER_DEGREE;
  return degrees > 45 ? degrees - 90 : degrees;
}

function vote(bins: Float64Array, gray: Uint8ClampedArray, i: number, width: number): void {
  const p = (offset: number) => gray[i + offset] ?? 0;
  const gx = p(1 - width) + 2 * p(1) + p(1 + width) - p(-1 - width) - 2 * p(-1) - p(width - 1);
  const gy = p(width - 1) + 2 * p(width) + p(width + 1) - p(-1 - width) - 2 * p(-width) - p(1 - width);
  const strength = Math.hypot(gx, gy);
  if (strength < STRONG) return;
  const degrees = (Math.atan2(gy, gx) * 180) / Math.PI;
  const bin = Math.round((((degrees % 90) + 90) % 90) * BINS_PER_DEGREE) % BINS;
  bins[bin] = (bins[bin] ?? 0) + strength;
}

function peakOf(bins: Float64Array): number {
  let best = 0;
  let most = -1;
  for (let i = 0; i < BINS; i++) {
    let sum = 0;
    for (let d = -SMOOTH; d <= SMOOTH; d++)
      sum += (bins[(i + d + BINS) % BINS] ?? 0) * (SMOOTH + 1 - Math.abs(d));
    if (sum > most) {
      most = sum;
      best = i;
    }
  }
  return best;
}
