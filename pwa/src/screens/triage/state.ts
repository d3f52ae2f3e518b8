import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Failure } from '../../api';
import type { Millis } from '../../wire';
import { apiQuery, type Filters } from './filters';
import { loadPage, loadSummary, type Page, type Summary } from './list';

const REFRESH_MS = 60_000;

export interface Listing {
  page: Page | null;
  summary: Summary | null;
  /** What went wrong with the last request; older rows stay on screen. */
  failure: Failure | null;
  loadedAt: Millis;
}

const NOTHING: Listing = { page: null, summary: null, failure: null, loadedAt: 0 };

/** The page of rows the filters ask for, kept fresh while somebody looks. */
export function useListing(filters: Filters): Listing & { reload: () => void } {
  const [listing, setListing] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const query = apiQuery(filters);

  useEffect(() => {
    const ended = new AbortController();
    void Promise.all([loadPage(filters, ended.signal), loadSummary(filters.event, ended.signal)]).then(
      ([rows, counts]) => {
        if (ended.signal.aborted) return;
        setListing((before) => ({
          page: rows.ok ? rows.page : before.page,
          summary: counts.ok ? counts.data : before.summary,
          failure: rows.ok ? null : rows,
          loadedAt: rows.ok ? Date.now() : before.loadedAt,
        }));
      },
    );
    return () => ended.abort();
  }, [query, round]);

  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);

  return { ...listing, reload };
}
