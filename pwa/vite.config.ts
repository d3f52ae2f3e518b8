import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const SERVER = { '/api': 'http://127.0.0.1:8000' };

/** Screens are folders with an index: name their chunks after the folder, so that lists of chunks can be read. */
function chunkName({ facadeModuleId, name }: { facadeModuleId?: string | null; name: string }): string {
  const isIndex = facadeModuleId && /^index\.\w+$/.test(basename(facadeModuleId));
  return `assets/${isIndex ? basename(dirname(facadeModuleId)) : name}-[hash].js`;
}

/** What the first screen of a phone needs, in one piece: twenty small chunks compress 4 KB worse. */
const BOOTH = new RegExp(
  [
    'node_modules/(@preact|preact|dexie)',
    'src/(api|access|entry|preferences|update|store/(?!memos|acts|steps|judging|consents|followups|session|deadletters|rescue)|ui/(?!Table|Field))',
    'src/capture/(camera|codes|frame|sha256)',
    'src/screens/(booth/(?!LeadRow)|scan/(?!Manual))',
    'src/screens/shared/(facts|fieldWord|Picture|crop|people|days)',
    'src/text/(index|language|translator|format|en/(capture|domain|shell))',
  ].join('|'),
);

/** Screens of the desk, and the reader of cards: fetched when first used, never by a phone that only scans. */
const NOT_PRECACHED = ['triage', 'setup', 'firstrun', 'ocr'].map((name) => `assets/${name}-*`);

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // The package's default is its ES5 build; phones that run this app run the modern one, 3 KB smaller.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' }] },
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: { chunkFileNames: chunkName, codeSplitting: { groups: [{ name: 'booth', test: BOOTH }] } },
    },
  },
  server: { proxy: SERVER },
  preview: { proxy: SERVER },
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['index.html', 'manifest.webmanifest', 'assets/**/*.{js,css}', 'assets/zxing*.wasm'],
        globIgnores: NOT_PRECACHED,
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: 3_000_000,
      },
    }),
  ],
});
