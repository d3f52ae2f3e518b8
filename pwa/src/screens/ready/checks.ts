/** What the booth-ready screen looks at. Each check answers quickly and never throws. */
import { camera } from '../../capture/camera';
import { kitKept } from '../../capture/reader/kit';

export type Tick = 'ok' | 'todo' | 'unknown';

export interface Checks {
  secure: Tick;
  installed: Tick;
  offline: Tick;
  storage: Tick;
  space: Tick;
  /** Bytes this phone still has for the app; null when it does not say. */
  free: number | null;
  camera: Tick;
  mic: Tick;
  kit: Tick;
}

/** Two days of cards and memos. */
const ENOUGH_BYTES = 300 * 1024 * 1024;

const tick = (good: boolean): Tick => (good ? 'ok' : 'todo');

/** Looks at everything at once. */
export async function lookAround(): Promise<Checks> {
  const [storage, free, cameraState, mic, kit] = await Promise.all([
    storageKept(),
    freeBytes(),
    allowed('camera'),
    allowed('microphone'),
    kitKept().catch(() => false),
  ]);
  return {
    secure: tick(isSecureContext),
    installed: tick(isInstalled()),
    offline: tick(Boolean(navigator.serviceWorker?.controller)),
    storage,
    space: free === null ? 'unknown' : tick(free > ENOUGH_BYTES),
    free,
    camera: camera.value.state === 'live' ? 'ok' : cameraState,
    mic,
    kit: tick(kit),
  };
}

function isInstalled(): boolean {
  const onIphone = (navigator as { standalone?: boolean }).standalone === true;
  return onIphone || matchMedia('(display-mode: standalone)').matches;
}

async function storageKept(): Promise<Tick> {
  if (!navigator.storage?.persisted) return 'unknown';
  return tick(await navigator.storage.persisted().catch(() => false));
}

async function freeBytes(): Promise<number | null> {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  return told?.quota === undefined ? null : told.quota - (told.usage ?? 0);
}

async function allowed(name: 'camera' | 'microphone'): Promise<Tick> {
  try {
    const { state } = await navigator.permissions.query({ name: name as PermissionName });
    return tick(state === 'granted');
  } catch {
    // Firefox and older Safari do not answer for these.
    return 'unknown';
  }
}

/** Asks the browser never to clear what the app keeps. */
export const askToKeep = async (): Promise<boolean> =>
  (await navigator.storage?.persist?.().catch(() => false)) ?? false;

/** Opens the microphone for a moment, so that the question comes now and not at the booth. */
export async function tryMicrophone(): Promise<boolean> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    return false;
  }
}
