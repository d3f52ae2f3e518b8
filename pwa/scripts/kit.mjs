// Lays the on-device reader's files where the app fetches them: public/ocr/<version>/, under their own version so that
// they can be cached for ever. The English data loses its word list: 0.7 MB less, the same fields (see docs).
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const folder = (name) => dirname(require.resolve(`${name}/package.json`));
const { version } = require('tesseract.js/package.json');
const target = join(dirname(fileURLToPath(import.meta.url)), '..', 'public', 'ocr', version);

const WORD_LIST = 19;

/** A .traineddata file is a count, that many 64-bit offsets (-1: absent), then the parts. */
function withoutPart(data, dropped) {
  const count = data.readUInt32LE(0);
  const offsets = Array.from({ length: count }, (_, i) => Number(data.readBigInt64LE(4 + 8 * i)));
  const ends = offsets.map((start) => Math.min(data.length, ...offsets.filter((other) => other > start)));
  const parts = offsets.map((start, i) =>
    start < 0 || i === dropped ? null : data.subarray(start, ends[i]),
  );
  const head = Buffer.alloc(4 + 8 * count);
  head.writeUInt32LE(count, 0);
  let at = head.length;
  for (const [i, part] of parts.entries()) {
    head.writeBigInt64LE(BigInt(part ? at : -1), 4 + 8 * i);
    at += part?.length ?? 0;
  }
  return Buffer.concat([head, ...parts.filter(Boolean)]);
}

if (!existsSync(join(target, 'eng.traineddata.gz'))) {
  mkdirSync(target, { recursive: true });
  copyFileSync(join(folder('tesseract.js'), 'dist', 'worker.min.js'), join(target, 'worker.min.js'));
  for (const core of ['tesseract-core-simd-lstm', 'tesseract-core-relaxedsimd-lstm', 'tesseract-core-lstm'])
    for (const end of ['js', 'wasm'])
      copyFileSync(join(folder('tesseract.js-core'), `${core}.${end}`), join(target, `${core}.${end}`));
  const data = join(folder('@tesseract.js-data/eng'), '4.0.0_best_int', 'eng.traineddata.gz');
  const lean = withoutPart(gunzipSync(readFileSync(data)), WORD_LIST);
  writeFileSync(join(target, 'eng.traineddata.gz'), gzipSync(lean, { level: 9 }));
}
