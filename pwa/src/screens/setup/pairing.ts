/** The QR on screen and the time it still has. Pure. */

/** "14:05" of minutes and seconds; "0:00" when it is over. */
export function countdown(expiresAt: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const isOver = (expiresAt: string, now: number): boolean => Date.parse(expiresAt) <= now;

/** An inline SVG as an image source: shown so, it can run nothing and reach nothing. */
export function svgSource(svg: string): string {
  const named = svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  return `data:image/svg+xml,${encodeURIComponent(named)}`;
}
