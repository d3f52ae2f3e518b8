/** The reading kit: 2.5 MB fetched once, on demand, never in the first load; the service worker keeps it. */
import { relaxedSimd, simd } from 'wasm-feature-detect';

export const KIT_VERSION = '7.0.0';
const FOLDER = `/ocr/${KIT_VERSION}`;

export interface Kit {
  workerPath: string;
  corePath: string;
  langPath: string;
}

/** Paths of the kit; only the core this phone can run. */
export async function kitPaths(): Promise<Kit> {
  const core = (await relaxedSimd()) ? 'relaxedsimd-lstm' : (await simd()) ? 'simd-lstm' : 'lstm';
  return {
    workerPath: `${FOLDER}/worker.min.js`,
    // The file, not its folder: by folder the reader loads a copy in base64, four times as large.
    corePath: `${FOLDER}/tesseract-core-${core}.js`,
    langPath: FOLDER,
  };
}

/** True when the kit can be used without a network. */
export async function kitKept(): Promise<boolean> {
  if (typeof caches === 'undefined') return false;
  return (await caches.match(`${FOLDER}/eng.traineddata.gz`)) !== undefined;
}
