/** Queries that answer anew whenever what they read changes, in this tab or another. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { liveQuery, type Subscription } from 'dexie';

const AGAIN_MS = 1000;

/** A signal fed by a query; it reads storage only while somebody looks at it. */
export function live<T>(query: () => Promise<T>, first: T): ReadonlySignal<T> {
  let running: Subscription | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const follow = (into: Signal<T>) => {
    running = liveQuery(query).subscribe({
      next: (value) => {
        into.value = value;
      },
      // The system took the database away (iOS, in the background): it opens anew on the next try.
      error: () => {
        retry = setTimeout(() => follow(into), AGAIN_MS);
      },
    });
  };
  return signal(first, {
    watched() {
      follow(this);
    },
    unwatched() {
      clearTimeout(retry);
      running?.unsubscribe();
    },
  });
}
