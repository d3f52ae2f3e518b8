/** How a picture was turned and scaled for reading, and the way back. Pure. */
import type { Box } from '../../wire';

export interface Size {
  width: number;
  height: number;
}

/** Turned by `angle` degrees (clockwise) about the middle, then scaled; the result is just large enough to hold it. */
export interface Turn {
  from: Size;
  to: Size;
  angle: number;
  scale: number;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The turn that makes the longest side of `from`, turned by `angle`, at most `longest`. */
export function turnOf(from: Size, angle: number, longest: number): Turn {
  const scale = Math.min(1, longest / Math.max(from.width, from.height));
  const cos = Math.abs(Math.cos(radians(angle)));
  const sin = Math.abs(Math.sin(radians(angle)));
  const width = Math.round((from.width * cos + from.height * sin) * scale);
  const height = Math.round((from.width * sin + from.height * cos) * scale);
  return { from, to: { width, height }, angle, scale };
}

/** A box on the turned picture as the smallest upright box on the original. */
export function boxBack({ from, to, angle, scale }: Turn, [x, y, w, h]: Box): Box {
  const cos = Math.cos(radians(-angle));
  const sin = Math.sin(radians(-angle));
  const corners = [
    [x, y],
    [x + w, y],
    [x, y + h],
    [x + w, y + h],
  ].map(([px = 0, py = 0]) => {
    const dx = (px - to.width / 2) / scale;
    const dy = (py - to.height / 2) / scale;
    return { x: from.width / 2 + dx * cos - dy * sin, y: from.height / 2 + dx * sin + dy * cos };
  });
  const xs = corners.map((c) => c.x);
  const ys = corners.map((c) => c.y);
  const left = Math.max(0, Math.min(...xs));
  const top = Math.max(0, Math.min(...ys));
  const right = Math.min(from.width, Math.max(...xs));
  const bottom = Math.min(from.height, Math.max(...ys));
  return [left, top, right - left, bottom - top].map(Math.round) as Box;
}
