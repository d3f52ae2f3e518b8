/** The only door to what this phone keeps. Screens read signals and call the writes; nothing here needs a network. */
import { effect } from '@preact/signals';
import { call, takeTokenFrom } from '../api';
import { BoxDb } from './db';
import { deviceLabel } from './device';
import { cryptoRandom } from './ids';
import { openStore } from './store';

export type { Bytes } from './bytes';
export { isFull } from './db';
export type * from './types';
export type { NewBlob, NewCapture, NewLead, NewReading } from './writes';

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export const store = openStore({
  db: new BoxDb(),
  now: Date.now,
  random: cryptoRandom,
  call,
  label: deviceLabel(navigator.userAgent),
  today,
});

// Kept on for the life of the page: the caller needs the token at any moment.
effect(() => {
  const token = store.session.value?.token ?? null;
  takeTokenFrom(() => token);
});

export const {
  session,
  access,
  ready,
  leads,
  lead,
  settings,
  outbox,
  show,
  lastSync,
  deadLetters,
  pairWith,
  registerBrowser,
  signOut,
  chooseShow,
  captureLead,
  addCapture,
  patchLead,
  applyReading,
  rate,
  logTouch,
  stepAction,
  addNote,
  claim,
  assign,
  classify,
  closeLead,
  reopen,
  act,
  setMine,
  undo,
  undoCapture,
  resend,
  discard,
  blobData,
} = store;

/** Everything unsent and refused, with pictures, as a JSON file for rescue. */
export async function exportUnsent(): Promise<Blob> {
  return new Blob([JSON.stringify(await store.collectUnsent())], { type: 'application/json' });
}
