// Keeps the lists of attendance that were opened, with their scripts and styles, so that they
// open again without a connection. It never answers for anything that is sent.
const KEPT = "attendance-1";
const LIST = /^\/classes\/[0-9a-f-]{36}\/attendance\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(KEPT));
});

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await kept.put(request, response.clone());
    // Whoever is signed out sees nothing that was kept for her.
    else if (response.redirected) await caches.delete(KEPT);
    return response;
  } catch (error) {
    const found = await kept.match(request);
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  const isList = event.request.mode === "navigate" && LIST.test(address.pathname);
  if (isList || address.pathname.startsWith("/static/")) event.respondWith(answer(event.request));
});
