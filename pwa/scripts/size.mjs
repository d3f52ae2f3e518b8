// What a phone downloads before the booth screen works, brotli, against its limit. Exits 1 above it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LIMIT = 64 * 1024;
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
const br = (file) => statSync(join(dist, `${file}.br`)).size;

/** The chunk, what it imports, and their styles. */
function closure(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const other of chunk.imports ?? []) closure(other, seen);
  return seen;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const part = (start) => Object.keys(manifest).find((key) => key.startsWith(start));
const booth = part('src/screens/scan/index.');
// Sync starts right after the first picture, on every visit: it counts.
const start = part('src/start.');
const first = new Set([
  'index.html',
  ...closure(entry),
  ...[booth, start].flatMap((key) => (key ? [...closure(key)] : [])),
]);

let total = 0;
for (const file of first) {
  total += br(file);
  console.log(`${String(br(file)).padStart(8)}  ${file}`);
}
console.log(`${String(total).padStart(8)}  first load of the booth app, brotli (limit ${LIMIT})`);
console.log(`${String(br('sw.js')).padStart(8)}  service worker, after the first load`);
const assets = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css|wasm)$/.test(name));
const later = assets.filter((name) => !first.has(`assets/${name}`));
for (const name of later) console.log(`${String(br(`assets/${name}`)).padStart(8)}  later: ${name}`);
// The screen is a chunk of its own or part of the one named after it; else what was counted is not the first load.
if (!booth && ![...first].some((file) => file.startsWith('assets/booth-'))) {
  console.error('There is no booth screen in the build.');
  process.exit(1);
}
if (total > LIMIT) {
  console.error(`The first load is ${total - LIMIT} bytes over its limit.`);
  process.exit(1);
}
