/** Putting a field where the cursor stands. Pure. */

export interface Spot {
  start: number;
  end: number;
}

/** The text with `#name#` in place of what is marked, and where the cursor goes on. */
export function insertField(said: string, name: string, { start, end }: Spot): { said: string; at: number } {
  const mark = `#${name}#`;
  return { said: said.slice(0, start) + mark + said.slice(end), at: start + mark.length };
}
