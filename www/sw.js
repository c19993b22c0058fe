// @ts-check
// The service worker: keeps every file of one release of the site, so that the page works without a network after the
// first visit. `cargo xtask` writes the list of files and the release's name before this text.

/** @type {{release: string, files: string[]}} */
// @ts-ignore
const site = SITE;
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** Of all pages of the origin only this one's caches are ours. */
const PREFIX = `fenjie ${worker.registration.scope} `;
const CACHE = PREFIX + site.release;

worker.addEventListener("install", (event) => {
  // Past the browser's own cache, which may hold files of an older release.
  const requests = site.files.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

// A new release waits until no page uses the old one, or until the reader asks for it.
worker.addEventListener("message", (event) => {
  if (event.data === "take over") {
    worker.skipWaiting();
  }
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === worker.location.origin) {
    event.respondWith(answer(event.request));
  }
});

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
