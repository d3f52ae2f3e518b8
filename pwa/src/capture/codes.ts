/** Badge codes out of the viewfinder. The reader is fetched when first needed and kept by the service worker. */
import { fitted } from './frame';

const LONGEST = 800;
const EVERY_MS = 150;
/** A reader that does not answer (no network on the first visit) is given up and started anew. */
const PATIENCE_MS = 10_000;
/** Out of view this long, a badge is held up anew on purpose. */
const FORGET_MS = 20_000;

export interface Code {
  text: string;
  format: string;
}

let worker: Worker | null = null;

function ask(image: ImageData): Promise<Code | null> {
  worker ??= new Worker(new URL('./zxing.worker.ts', import.meta.url), { type: 'module' });
  const asked = worker;
  return new Promise((done) => {
    const giveUp = () => {
      clearTimeout(timer);
      asked.terminate();
      worker = null;
      done(null);
    };
    const timer = setTimeout(giveUp, PATIENCE_MS);
    asked.onerror = giveUp;
    asked.onmessage = ({ data }: MessageEvent<Code | null>) => {
      clearTimeout(timer);
      done(data);
    };
    asked.postMessage(image, [image.data.buffer]);
  });
}

let last = { text: '', seen: 0 };

/** The same badge stays in view for seconds, also while its sheet is open: one lead, not twenty. */
function isNew({ text }: Code, now: number): boolean {
  const same = text === last.text && now - last.seen < FORGET_MS;
  last = { text, seen: now };
  return !same;
}

/** Looks for codes while the video plays; calls back for each new one. Answers how to stop. */
export function watchCodes(video: HTMLVideoElement, found: (code: Code) => void): () => void {
  let stopped = false;
  const canvas = document.createElement('canvas');
  const look = async () => {
    const image = stopped ? null : snapshot(video, canvas);
    const code = image && (await ask(image));
    if (code && !stopped && isNew(code, Date.now())) found(code);
    if (!stopped) setTimeout(look, EVERY_MS);
  };
  void look();
  return () => {
    stopped = true;
  };
}

function snapshot(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  if (video.readyState < video.HAVE_CURRENT_DATA || document.visibilityState !== 'visible') return null;
  Object.assign(canvas, fitted(video.videoWidth, video.videoHeight, LONGEST));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen || canvas.width < 2) return null;
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
