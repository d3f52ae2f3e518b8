/** Badge codes out of the viewfinder. The reader is fetched when first needed and kept by the service worker. */
import type { ReadResult } from 'zxing-wasm/reader';
import { fitted } from './frame';

const LONGEST = 800;
const EVERY_MS = 150;

type Read = (image: ImageData) => Promise<ReadResult[]>;
let reader: Promise<Read> | undefined;

function loadReader(): Promise<Read> {
  reader ??= import('./zxing').then((m) => m.read);
  // Offline on the first visit: try again at the next frame that asks.
  reader.catch(() => {
    reader = undefined;
  });
  return reader;
}

export interface Code {
  text: string;
  format: string;
}

/** Looks for codes while the video plays; calls back for each new one. Answers how to stop. */
export function watchCodes(video: HTMLVideoElement, found: (code: Code) => void): () => void {
  let stopped = false;
  let last = '';
  const canvas = document.createElement('canvas');
  const look = async () => {
    if (stopped) return;
    const code = await readFrame(video, canvas).catch(() => null);
    // The same badge stays in view for seconds: one lead, not twenty.
    if (code && code.text !== last && !stopped) {
      last = code.text;
      found(code);
    }
    if (!stopped) setTimeout(look, EVERY_MS);
  };
  void look();
  return () => {
    stopped = true;
  };
}

async function readFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<Code | null> {
  if (video.readyState < video.HAVE_CURRENT_DATA || document.visibilityState !== 'visible') return null;
  const read = await loadReader();
  Object.assign(canvas, fitted(video.videoWidth, video.videoHeight, LONGEST));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen || canvas.width < 2) return null;
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
  const [first] = await read(pen.getImageData(0, 0, canvas.width, canvas.height));
  return first?.isValid ? { text: first.text, format: first.format } : null;
}
