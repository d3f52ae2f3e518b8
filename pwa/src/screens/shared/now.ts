import { signal } from '@preact/signals';

const TICK_MS = 30_000;

/** The clock of every screen: moves twice a minute, so that "due now" comes true while a person looks. */
export const now = signal(Date.now());

setInterval(() => {
  now.value = Date.now();
}, TICK_MS);
