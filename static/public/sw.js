/* The offline shell: the page and its assets, never an answer of the API nor
 * a capture. Addresses are relative to this file, and so to the base path. */

const CACHE = 'mediasnap-shell';
const PAGE = new URL('./', self.location).href;
const ASSETS = new URL('assets/', self.location).href;

function assetsOf(html) {
  return [...html.matchAll(/(?:src|href)="((?:\.\/)?assets\/[^"]+)"/g)].map((match) => new URL(match[1], PAGE).href);
}

/** Keeps a fresh page with its assets and drops those of the one before. */
async function keepPage(response) {
  const html = await response.clone().text();
  const cache = await caches.open(CACHE);
  const held = await cache.match(PAGE);
  if (held && (await held.text()) === html) return;
  const assets = assetsOf(html);
  await cache.addAll(assets);
  await cache.put(PAGE, response);
  const wanted = new Set([PAGE, ...assets]);
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

async function page(event) {
  try {
    const response = await fetch(event.request);
    // Every page of the app is the same document; a redirect or an error is not.
    if (response.ok && !response.redirected) event.waitUntil(keepPage(response.clone()).catch(() => undefined));
    if (response.status < 500) return response;
    return (await caches.match(PAGE)) ?? response;
  } catch (error) {
    const held = await caches.match(PAGE);
    if (held) return held;
    throw error;
  }
}

async function asset(request) {
  const held = await caches.match(request);
  if (held) return held;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

self.addEventListener('install', (event) => {
  event.waitUntil(fetch(PAGE).then(keepPage).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(PAGE)) return;
  if (request.url.startsWith(ASSETS)) event.respondWith(asset(request));
  else if (request.mode === 'navigate' && isApp(request.url)) event.respondWith(page(event));
});

/** A capture opened by itself is a navigation too, and none of ours. */
function isApp(url) {
  const path = url.slice(PAGE.length);
  return !/^(api|captures)(\/|$|\?)/.test(path);
}
