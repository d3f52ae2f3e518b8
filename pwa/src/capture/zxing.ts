import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({ overrides: { locateFile: () => wasm } });

/** Codes in one picture; the symbologies badges use. */
export function read(image: ImageData): Promise<ReadResult[]> {
  return readBarcodes(image, {
    formats: ['QRCode', 'DataMatrix', 'PDF417', 'Aztec', 'Code128'],
    tryHarder: false,
    maxNumberOfSymbols: 1,
  });
}
