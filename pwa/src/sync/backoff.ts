const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait before try number `tries` (0 = first retry), in milliseconds. Full jitter between 1 s and a ceiling that
 * doubles up to 5 minutes, so that a hall of phones does not come back in step; never less than the server asked for.
 * @param random 0 <= random < 1
 */
export function backoff(tries: number, random: number, asked: number | null = null): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries + 1, 16));
  const jittered = FIRST_MS + random * (ceiling - FIRST_MS);
  return Math.round(Math.max(jittered, asked ?? 0));
}
