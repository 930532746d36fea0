/**
 * Stands in the place of the worker where nothing shall be kept, as under `make serve`: takes away what an earlier worker of
 * this address kept, then the worker itself, and shows open pages afresh.
 */
"use strict";

async function retire() {
  await caches.delete(`offline ${new URL(registration.scope).pathname}`);
  await registration.unregister();
  for (const client of await clients.matchAll({ type: "window" })) client.navigate(client.url);
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(retire()));
