// Starts the worker once the page is there, and works the line in the footer. Its words come from the worker.
(() => {
  // Material adds one for the scheme that is chosen.
  for (const meta of document.querySelectorAll('meta[name="theme-color"][media]')) meta.remove();

  // In the footer, below whatever the page itself holds.
  const box = document.querySelector("footer .offline");
  const workers = navigator.serviceWorker;
  if (!box || !workers || !location.protocol.startsWith("http")) return;

  const top = new URL("../", document.currentScript.src);
  const [status, amount, bar, main, remove] = box.children;
  const notice = document.querySelector("footer ~ .new-edition");
  let known = !!workers.controller;
  const first = !known;
  let renewed = false;
  let act;
  let timer;

  const tell = (message) => workers.ready.then(({ active }) => active.postMessage(message));

  function report() {
    const addresses = performance.getEntriesByType("resource").map(({ name }) => name);
    tell({ act: "shown", addresses: [location.href, ...addresses], first });
  }

  function announce(words) {
    const button = (text, act) => Object.assign(document.createElement("button"), { textContent: text, onclick: act });
    const [reload, close] = [() => location.reload(), () => notice.replaceChildren()];
    notice.replaceChildren(words.edition, button(words.reload, reload), button(words.close, close));
  }

  function show(state) {
    const words = state.words[document.documentElement.lang];
    if (renewed) announce(words);
    renewed = false;
    const { saving, missing, total, held } = state;
    const focused = document.activeElement;
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const size = (bytes) => (bytes / 1e6).toLocaleString(words.region, digits);
    const values = { ...state, held: size(held), total: size(total), left: size(total - held) };
    const fill = (text) => text.replace(/{(\w+)}/g, (all, name) => values[name]);
    const done = state.number ? "whole" : "undated";
    const now = fill(words[saving ? "saving" : state.problem || (missing ? (state.removed ? "removed" : "offline") : done)]);
    // Lest it be read out again.
    if (status.textContent !== now) status.textContent = now;
    amount.textContent = saving ? fill(words.amount) : "";
    bar.hidden = !saving;
    bar.value = held / total;
    act = saving ? "stop" : "save";
    main.textContent = fill(words[saving ? "stop" : state.wanted ? "resume" : "save"]);
    main.hidden = !missing && !saving;
    remove.textContent = fill(words.remove);
    remove.hidden = saving || !state.visited;
    if (focused.hidden) [main, remove].find((button) => !button.hidden)?.focus();
    box.hidden = false;
    clearTimeout(timer);
    // A browser may end a worker that takes long.
    if (saving) timer = setTimeout(report, 30000);
  }

  main.onclick = () => {
    // Not to be dropped when space is short.
    if (act === "save") navigator.storage?.persist?.();
    tell({ act });
  };
  remove.onclick = () => tell({ act: "remove" });
  workers.onmessage = ({ data }) => show(data);

  // A worker of a new edition has taken over, and will tell when it is ready.
  workers.oncontrollerchange = () => {
    renewed = known;
    known = true;
  };

  addEventListener("load", async () => {
    // In a page opened from a disk, browsers would complain of it.
    const link = { rel: "manifest", href: new URL(box.dataset.manifest, top) };
    document.head.append(Object.assign(document.createElement("link"), link));
    try {
      const registration = await workers.register(new URL("sw.js", top));
      report();
      // Pages stay open for days.
      document.addEventListener("visibilitychange", () => document.hidden || registration.update().catch(() => {}));
    } catch {
      // A browser may refuse.
    }
  });
})();
