/** What runs beside the screens for the life of the page. */
import { effect } from '@preact/signals';
import { chooseShow, outbox, show, store } from './store';
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

/** A crash while somebody talked leaves pieces of a memo behind; on all other days there is nothing to load. */
async function recoverMemos(): Promise<void> {
  if ((await store.parts.db.memos.count()) === 0) return;
  const audio = await import('./capture/audio');
  await audio.recoverMemos();
}
