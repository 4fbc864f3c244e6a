// Where there is no network, the log form opens from what was kept at the last visit.
const KEPT = "coaching-log";
const PAGE = "{% url 'coaching:log' %}";
const DESK = "{% url 'coaching:desk' %}";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname !== PAGE && url.pathname !== DESK) return;
    event.respondWith(fetch(request).catch(() => kept(PAGE)));
  } else if (url.pathname.startsWith("{% static '' %}")) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

async function kept(what) {
  const cache = await caches.open(KEPT);
  return (await cache.match(what, { ignoreSearch: true, ignoreVary: true })) ?? Response.error();
}
