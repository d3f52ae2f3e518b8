/** What runs beside the screens for the life of the page. */
import { effect } from '@preact/signals';
import { recoverMemos } from './capture/audio';
import { chooseShow, outbox, show } from './store';
import { startSync } from './sync';
import { startUpdates } from './update';

/** Starts sync, updates and the recovery of what a crash cut off. Call once. */
export function start(): void {
  startSync();
  void startUpdates();
  recoverMemos().catch((error) => console.error('memo not recovered', error));
  // Leads taken before any show was known get it as soon as there is no doubt which.
  effect(() => {
    if (show.value && outbox.value.noShow > 0) void chooseShow(show.value.id);
  });
}
