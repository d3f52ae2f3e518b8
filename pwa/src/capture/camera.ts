/** The camera: asked for once per visit, kept across screens, taken up again when the phone wakes. */
import { type ReadonlySignal, signal } from '@preact/signals';

/** Why there is no picture: the person or the system said no, there is no camera, the page is not served over HTTPS, another app has it. */
export type CameraProblem = 'denied' | 'none' | 'insecure' | 'busy';

export type CameraState =
  | { state: 'off' | 'opening' }
  | { state: 'live'; stream: MediaStream; torch: boolean; zoom: number | null }
  | { state: 'failed'; problem: CameraProblem };

/** Capabilities browsers have and TypeScript does not know. */
interface Extras {
  torch?: boolean;
  zoom?: { min: number; max: number };
}

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
};
const CLOSE_UP = 2;
const KEEP_MS = 30_000;

const current = signal<CameraState>({ state: 'off' });
let listening = false;
let leaving: ReturnType<typeof setTimeout> | undefined;

export const camera: ReadonlySignal<CameraState> = current;

/** Opens the camera, or keeps the one that runs. Never throws: see `camera`. */
export async function startCamera(): Promise<void> {
  clearTimeout(leaving);
  listen();
  if (current.value.state === 'opening') return;
  if (current.value.state === 'live' && isAlive(current.value.stream)) return;
  if (!navigator.mediaDevices?.getUserMedia) {
    current.value = { state: 'failed', problem: isSecureContext ? 'none' : 'insecure' };
    return;
  }
  current.value = { state: 'opening' };
  try {
    const stream = await navigator.mediaDevices.getUserMedia(WANTED);
    const extras = extrasOf(stream);
    current.value = { state: 'live', stream, torch: extras.torch === true, zoom: closeUp(extras) };
  } catch (error) {
    current.value = { state: 'failed', problem: problemOf(error) };
  }
}

/** A phone asks again for each new stream, so a short look at another screen keeps this one. */
export function releaseCamera(): void {
  clearTimeout(leaving);
  leaving = setTimeout(stopCamera, KEEP_MS);
}

export function stopCamera(): void {
  clearTimeout(leaving);
  if (current.value.state === 'live') for (const track of current.value.stream.getTracks()) track.stop();
  current.value = { state: 'off' };
}

/** Switches the lamp. False when the phone would not. */
export const setTorch = (on: boolean): Promise<boolean> => apply({ torch: on });
/** 1, or the close-up the main lens needs on phones that cannot focus near. */
export const setZoom = (zoom: number): Promise<boolean> => apply({ zoom });

async function apply(extra: Record<string, unknown>): Promise<boolean> {
  if (current.value.state !== 'live') return false;
  const track = current.value.stream.getVideoTracks()[0];
  try {
    await track?.applyConstraints({ advanced: [extra as MediaTrackConstraintSet] });
    return track !== undefined;
  } catch {
    return false;
  }
}

function extrasOf(stream: MediaStream): Extras {
  const track = stream.getVideoTracks()[0];
  return (track?.getCapabilities?.() ?? {}) as Extras;
}

function closeUp({ zoom }: Extras): number | null {
  return zoom && zoom.max >= CLOSE_UP ? CLOSE_UP : null;
}

const isAlive = (stream: MediaStream) =>
  stream.getVideoTracks().some((track) => track.readyState === 'live' && !track.muted);

/** @param error what getUserMedia threw */
export function problemOf(error: unknown): CameraProblem {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'none';
}

/** A phone that slept gives back a dead or black stream: take a fresh one when the person returns. */
function listen(): void {
  if (listening) return;
  listening = true;
  document.addEventListener('visibilitychange', () => {
    const state = current.value;
    if (document.visibilityState !== 'visible' || state.state !== 'live' || isAlive(state.stream)) return;
    stopCamera();
    void startCamera();
  });
}
