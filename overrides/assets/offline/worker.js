/**
 * The service worker: keeps the pages that a reader visits, or at a reader's wish the whole site, for times without network.
 *
 * What is kept is kept by path and content ("nilai.html?3f2a9c01b7de"), and the list of an edition (offline.json) says
 * which content each path has. So nothing else than the file itself is ever kept or shown under its address: no login page
 * of a bus's Wi-Fi, no half of a page, no 404. What is kept is answered at once and costs no network. EDITION stands above
 * this text, so that a new edition makes another script, which browsers look for at each visit; it fetches what changed.
 */
"use strict";

const SCOPE = new URL(registration.scope);
// Other sites of the same host have stores of their own.
const STORE = `offline ${SCOPE.pathname}`;
const LIST = at(`offline.json?${EDITION}`);
// Stands in the store while a reader wants the whole site.
const WHOLE = at("offline.json?whole");
// What the page shown in place of an unknown one is made of, apart from its text in the list.
const FRAME = ["assets/404.css", "assets/mark.svg"];
const SEARCH = /(^|\/)search\//;
const AT_ONCE = 4;

let listed;
let saving = false;
let saved = Promise.resolve();
// Files that turned out not to be what the list says; not asked for again at every page.
const refused = new Set();

function at(path) {
  return new URL(path, SCOPE).href;
}

const key = (path, { [path]: [hash] }) => at(`${path}?${hash}`);
const store = () => caches.open(STORE);

/** The list of this worker's edition: `files` (hash and size by path), `number`, `page`, `words` by language. */
async function list() {
  listed ??= await (await (await store()).match(LIST)).json();
  return listed;
}

/** The listed path at an address; hosts may leave out "index.html" and ".html". */
function pathOf(address, files) {
  const { origin, pathname } = new URL(address);
  if (origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return undefined;
  const path = pathname.slice(SCOPE.pathname.length);
  return [path, `${path}index.html`, `${path}.html`].find((candidate) => Object.prototype.hasOwnProperty.call(files, candidate));
}

function thrifty() {
  const { saveData, effectiveType } = navigator.connection ?? {};
  return saveData || /2g/.test(effectiveType);
}

async function heldKeys() {
  return new Set((await (await store()).keys()).map(({ url }) => url));
}

/** Keeps a response if it is what the list says of the path; tells whether it was. */
async function keep(path, files, response) {
  const body = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body), 0, 6);
  if ([...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== files[path][0]) return false;
  const headers = new Headers(response.headers);
  // The body is plain by now, and a response that came by a redirect may not answer a navigation: hence a new one.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  if (path.endsWith(".html")) {
    const html = new TextDecoder().decode(body);
    // The first of them that stands there: the title alone, or with the name of the site.
    const [, alone, whole] = /name="citation_title" content="([^"]*)|<title>([^<]*)/.exec(html);
    headers.set("Content-Language", /<html lang="([^"]*)/.exec(html)[1]);
    headers.set("X-Title", encodeURIComponent(alone ?? whole));
  }
  const cache = await store();
  await cache.put(key(path, files), new Response(body, { headers }));
  for (const { url } of await cache.keys(at(path), { ignoreSearch: true })) {
    if (url !== key(path, files)) await cache.delete(url);
  }
  return true;
}

/** Fetches a file to keep it; `cache` is "no-store" lest the browser keep it twice, or an earlier edition answer. */
async function fetchFile(path, files, cache = "no-store") {
  const response = await fetch(at(path), { cache });
  const right = response.ok && (await keep(path, files, response));
  if (!right) refused.add(path);
  return right;
}

/** Runs `act` on each of `paths`, a few at once, for as long as `going` says so. */
async function each(paths, act, going = () => true) {
  const left = [...paths];
  const run = async () => {
    while (left.length && going()) await act(left.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
}

async function install() {
  const response = await fetch(LIST, { cache: "no-store" });
  const { edition, files } = await response.clone().json();
  // In the middle of publishing, script and list may be of two editions; the browser tries again at the next visit.
  if (edition !== EDITION) throw new Error(`offline.json is not of edition ${EDITION}`);
  const held = await heldKeys();
  const known = new Set([...held].map((url) => pathOf(url, files)).filter(Boolean));
  const searches = [...known].some((path) => path.endsWith("search_index.js"));
  // Styles and scripts may be called otherwise in each edition; what pages are made of is needed with the first of them.
  const part = (path) => path.startsWith("assets/") && (SEARCH.test(path) ? searches : known.size);
  const wanted = (path) => FRAME.includes(path) || (!thrifty() && (held.has(WHOLE) || known.has(path) || part(path)));
  const paths = Object.keys(files).filter((path) => wanted(path) && !held.has(key(path, files)));
  // What fails is fetched when it is asked for; until then an earlier version does where there is no network.
  await each(paths, (path) => fetchFile(path, files).catch(() => {}));
  await (await store()).put(LIST, response);
  await skipWaiting();
}

async function activate() {
  const cache = await store();
  const { files } = await list();
  const held = await heldKeys();
  const before = {};
  for (const url of held) {
    if (!url.startsWith(at("offline.json?")) || url === LIST || url === WHOLE) continue;
    Object.assign(before, (await (await cache.match(url)).json()).files);
    await cache.delete(url);
    held.delete(url);
  }
  const isCurrent = (path) => held.has(key(path, files));
  const paths = new Map([...held].map((url) => [url, pathOf(url, files)]));
  const behind = [...paths.values()].some((path) => path && !isCurrent(path));
  for (const [url, path] of paths) {
    if (url === LIST || url === WHOLE || (path && url === key(path, files))) continue;
    // An old page is better than none, and needs its styles; one of the edition before may be open and ask for its own.
    if (path ? isCurrent(path) : !behind && !pathOf(url, before)) await cache.delete(url);
  }
  await clients.claim();
  await tell();
}

async function answer(event) {
  const { request } = event;
  const page = request.mode === "navigate";
  let cache;
  let files = {};
  let path;
  try {
    cache = await store();
    ({ files } = await list());
    path = pathOf(request.url, files);
    const kept = path && (await cache.match(key(path, files)));
    if (kept) return kept;
  } catch {
    // A browser may refuse its caches; then there is the network.
  }
  let response;
  try {
    response = await fetch(request);
    if (path && response.status === 200) event.waitUntil(keep(path, files, response.clone()).catch(() => {}));
  } catch {
    // No network.
  }
  if (response && response.status < 500) return response;
  const earlier = path && (await cache.match(at(path), { ignoreSearch: true }));
  return earlier ?? response ?? (page ? unknown(request.url).catch(() => Response.error()) : Response.error());
}

/** The page that says, in both languages, that the wanted one is not here, and what is. */
async function unknown(address) {
  const { files, page } = await list();
  const cache = await store();
  const links = {};
  for (const path of Object.keys(files)) {
    const response = path.endsWith(".html") && (await cache.match(at(path), { ignoreSearch: true }));
    if (!response) continue;
    const title = decodeURIComponent(response.headers.get("X-Title"));
    (links[response.headers.get("Content-Language")] ??= []).push(`<li><a href="${path}">${title}</a></li>`);
  }
  const html = page
    .replace('<base href="">', () => `<base href="${SCOPE.href}">`)
    .replaceAll('href=""', () => `href="${address}"`)
    .replace(/(<ul data-saved="(\w+)">)[^]*?(?=<\/ul>)/g, (all, start, language) =>
      links[language] ? start + links[language].join("") : all);
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Tells the open pages what is kept; `news` says what has just happened. */
async function tell(news = {}) {
  const { files, number, words } = await list();
  const held = await heldKeys();
  const state = { number, words, saving, wanted: held.has(WHOLE), total: 0, held: 0, visited: 0, missing: 0, ...news };
  for (const [path, [, size]] of Object.entries(files)) {
    const here = held.has(key(path, files));
    state.total += size;
    state.held += here ? size : 0;
    state.visited += here && !FRAME.includes(path);
    state.missing += !here;
  }
  for (const client of await clients.matchAll({ type: "window" })) client.postMessage(state);
  return state;
}

/** A page has been shown, with the files at `addresses`; `first` if it came without this worker. */
async function shown({ addresses, first }) {
  const { files } = await list();
  const paths = new Set(addresses.map((address) => pathOf(address, files)));
  const held = await heldKeys();
  // Who reads on is likely to come back, and to search. Nobody who is short of data or speed gets it unasked.
  if (!first && !thrifty()) for (const path of Object.keys(files)) if (SEARCH.test(path)) paths.add(path);
  const wanted = [...paths].filter((path) => path && !refused.has(path) && !held.has(key(path, files)));
  // What the page has just loaded is in the browser's own cache.
  await each(wanted, (path) => fetchFile(path, files, "default").catch(() => {}));
  const { wanted: whole, missing } = await tell();
  if (whole && missing && !thrifty() && navigator.onLine) await save();
}

/** Keeps all files of the list; goes on where it was interrupted. */
function save() {
  if (!saving) saved = saveAll();
  return saved;
}

async function saveAll() {
  saving = true;
  const { files } = await list();
  let problem;
  let told = 0;
  const failed = [];
  try {
    await (await store()).put(WHOLE, new Response());
    await tell();
    const held = await heldKeys();
    const missing = Object.keys(files).filter((path) => !held.has(key(path, files)));
    await each(missing, async (path) => {
      try {
        if (!(await fetchFile(path, files))) failed.push(path);
      } catch (error) {
        problem = error.name === "QuotaExceededError" ? "full" : "lost";
      }
      if (Date.now() - told < 200) return;
      told = Date.now();
      await tell();
    }, () => saving && !problem);
  } catch {
    problem = "full";
  }
  saving = false;
  // Only what a better connection mends is tried again by itself.
  if (problem === "full" || failed.length) await (await store()).delete(WHOLE);
  // The site may have a new edition by now.
  if (failed.length) registration.update().catch(() => {});
  await tell({ problem: problem ?? (failed.length ? "failed" : undefined), failed: failed.slice(0, 3).join(", ") });
}

async function stop() {
  saving = false;
  await saved;
  await (await store()).delete(WHOLE);
  await tell();
}

async function remove() {
  await stop();
  const { files } = await list();
  const cache = await store();
  const needed = [];
  for (const url of [LIST, ...FRAME.map((path) => key(path, files))]) {
    const response = await cache.match(url);
    if (response) needed.push([url, new Response(await response.arrayBuffer(), { headers: response.headers })]);
  }
  await caches.delete(STORE);
  const empty = await store();
  for (const [url, response] of needed) await empty.put(url, response);
  await tell({ removed: true });
}

const acts = { shown, save, stop, remove, tell: () => tell() };

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(acts[event.data.act](event.data)));
addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  // Other hosts, other sites of this host, forms and parts of files are none of its business.
  if (method === "GET" && url.startsWith(SCOPE.href) && !headers.has("Range")) event.respondWith(answer(event));
});
