/** The language of the words. */
export const LANGUAGE = 'en';

/** Dates and numbers in the words' language, in the reader's own regional form where the browser names one. */
export const LOCALE =
  (typeof navigator === 'undefined' ? [] : (navigator.languages ?? [])).find((tag) =>
    tag.toLowerCase().startsWith(LANGUAGE),
  ) ?? 'en-GB';
