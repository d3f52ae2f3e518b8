/// <reference lib="webworker" />
/** The service worker: the shell and the booth's chunks open without a network; data never goes through here. */
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

const KIT = 'boxless-ocr';
const LATER = 'boxless-later';

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
clientsClaim();

// Any address of the app is the app; /api, and files that are missing, stay what they are.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/api\//, /^\/(assets|ocr)\//],
  }),
);

// Named by content or version, so what was fetched once is good for ever: the reading kit, and desk screens after their first use.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/ocr/'),
  ({ request }) => fromCacheFirst(KIT, request),
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  ({ request }) => fromCacheFirst(LATER, request),
);

async function fromCacheFirst(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(name);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.status === 200 && !fresh.redirected) await cache.put(request.url, fresh.clone());
  return fresh;
}

// A new version waits until the page says that no capture is open.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
