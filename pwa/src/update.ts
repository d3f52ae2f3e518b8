/** A new version of the app: fetched in the background, taken over only when nothing is being captured. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { api } from './api';

const CHECK_EVERY_MS = 60 * 60_000;

const waiting = signal<ServiceWorker | null>(null);
const busy = signal(0);
let reloadOnChange = false;

/** True when a new version waits for `takeUpdate` and no capture is open. */
export const updateReady: ReadonlySignal<boolean> = computed(
  () => waiting.value !== null && busy.value === 0,
);

/** Keeps an update from taking over until the answered function is called: a capture is open. */
export function holdUpdates(): () => void {
  busy.value++;
  let held = true;
  return () => {
    if (held) busy.value--;
    held = false;
  };
}

/** Switches to the new version; the page loads again. Unsent leads stay where they are. */
export function takeUpdate(): void {
  if (!waiting.value || busy.value > 0) return;
  reloadOnChange = true;
  waiting.value.postMessage({ type: 'SKIP_WAITING' });
}

const RELOADED = 'boxless.reloaded';
const RELOAD_EVERY_MS = 60_000;

/**
 * A chunk of this page could not be loaded. With a server in reach the page is older than the server's files: load the
 * new one, once. Without, the chunk is only out of reach for now, and a reload would close what the person has open.
 */
export async function reloadAfterUpgrade(): Promise<void> {
  const answer = await api.get('/api/v1/health');
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
  if (!answer.ok || busy.value > 0 || Date.now() - last < RELOAD_EVERY_MS) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}

/** Registers the service worker where there can be one (HTTPS or localhost). */
export async function startUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (reloadOnChange) location.reload();
  });
  try {
    const registration = await navigator.serviceWorker.register('/sw.js');
    watch(registration);
    setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY_MS);
  } catch (error) {
    // A certificate the phone does not trust gives a page but no worker: the booth-ready screen says so.
    console.warn('no service worker', error);
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  const note = () => {
    // Without a controller this is the first install, not an update.
    if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting;
  };
  note();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', note);
  });
}
