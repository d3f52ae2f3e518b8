/** Words of the booth: scan, lead sheet, mine, booth-ready. */
export const capture = {} as const;
