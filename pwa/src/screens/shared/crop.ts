import type { Box } from '../../wire';

/** Room around the words, as a part of their height, so that accents and descenders stay visible. */
const AIR = 0.35;

/**
 * How to place the whole picture inside a small window so that only `box` shows.
 * `aspect` is the window's; `width`, `left` are per cent of its width, `top` of its height.
 */
export function cropOf(box: Box, picture: { width: number; height: number }) {
  const [x, y, w, h] = box;
  const air = h * AIR;
  const left = Math.max(0, x - air);
  const top = Math.max(0, y - air);
  const right = Math.min(picture.width, x + w + air);
  const bottom = Math.min(picture.height, y + h + air);
  const wide = Math.max(1, right - left);
  const high = Math.max(1, bottom - top);
  return {
    aspect: wide / high,
    width: (100 * picture.width) / wide,
    left: (-100 * left) / wide,
    top: (-100 * top) / high,
  };
}
