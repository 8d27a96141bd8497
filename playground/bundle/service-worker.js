/** All files of one build, whose name is __VERSION__; a page never mixes two builds. */
const files = __FILES__;
const mine = `neurite ${self.registration.scope} `;
const name = `${mine}__VERSION__`;

self.addEventListener("install", (event) => {
  // Past the browser's own cache: a file whose name has no hash may have changed.
  const requests = files.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((other) => other.startsWith(mine) && other !== name);
      await Promise.all(old.map((other) => caches.delete(other)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event,
    { scope } = self.registration,
    [address] = request.url.split(/[?#]/);
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(name),
        kept = await cache.match(address === scope ? "index.html" : request, {
          ignoreSearch: true,
          // Servers say that an answer varies by origin; within one scope there is but one.
          ignoreVary: true,
        });
      return kept ?? fetch(request);
    })(),
  );
});
