// Writes .br and .gz twins beside every text and wasm file of dist/, for the server to pick by Accept-Encoding.
// Brotli at full strength is slow on wasm: results are kept by content in .cache/.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cache = join(root, '.cache', 'compressed');
mkdirSync(cache, { recursive: true });

const brotli = (data) =>
  brotliCompressSync(data, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length },
  });
const gzip = (data) => gzipSync(data, { level: 9 });

function twin(path, data, ending, squeeze) {
  const kept = join(cache, createHash('sha256').update(data).digest('hex') + ending);
  if (!existsSync(kept)) writeFileSync(kept, squeeze(data));
  writeFileSync(path + ending, readFileSync(kept));
}

for (const name of readdirSync(join(root, 'dist'), { recursive: true })) {
  if (!/\.(js|css|html|svg|wasm|webmanifest|json)$/.test(name)) continue;
  const path = join(root, 'dist', name);
  const data = readFileSync(path);
  twin(path, data, '.br', brotli);
  twin(path, data, '.gz', gzip);
}
