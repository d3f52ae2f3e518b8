/** The code reader, off the page's own thread, so that the viewfinder and the shutter never wait for it. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Code } from './codes';

declare const self: DedicatedWorkerGlobalScope;

prepareZXingModule({ overrides: { locateFile: () => wasm } });

self.onmessage = async ({ data }: MessageEvent<ImageData>) => {
  self.postMessage(await firstCode(data));
};

/** The symbologies badges use. Null when there is none, or the reader could not be loaded. */
async function firstCode(image: ImageData): Promise<Code | null> {
  try {
    const [found] = await readBarcodes(image, {
      formats: ['QRCode', 'DataMatrix', 'PDF417', 'Aztec', 'Code128'],
      tryHarder: false,
      maxNumberOfSymbols: 1,
    });
    return found?.isValid ? { text: found.text, format: found.format } : null;
  } catch (error) {
    console.warn('codes are not read', error);
    return null;
  }
}
