/**
 * Starts the search when a reader opens it, not before: until then a page fetches neither worker nor index.
 *
 * Material makes its search worker on every page; what it gets is a stand-in that makes the real one at the first focus.
 * The real one is made of its own text, for a page opened from a disk may not start a worker from a file.
 */
(() => {
  const { worker, index, failed } = document.currentScript.dataset;
  const RealWorker = window.Worker;

  const load = (address) =>
    new Promise((done, fail) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: fail });
      document.head.append(script);
    });

  class StandIn extends EventTarget {
    constructor() {
      super();
      const opened = () => (this.starting ||= this.start());
      document.querySelector("[data-md-component=search-query]").addEventListener("focus", opened);
      document.getElementById("__search").addEventListener("change", opened);
    }

    async start() {
      try {
        let text;
        window.searchIndex = (given) => { text = given; };
        await Promise.all([load(worker), load(index)]);
        const source = new Blob([`(${window.searchWorker})();`], { type: "text/javascript" });
        this.real = new RealWorker(URL.createObjectURL(source));
        this.real.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
        this.postMessage({ type: 0, data: text });
      } catch {
        document.querySelector(".md-search-result__meta").textContent = failed;
        this.starting = undefined;
      }
    }

    postMessage(message) {
      this.real?.postMessage(message);
    }
  }

  window.Worker = function (address, options) {
    return /\/workers\/search\./.test(address) ? new StandIn() : new RealWorker(address, options);
  };

  const query = document.querySelector("[data-md-component=search-query]");
  const isOpen = () => document.getElementById("__search").checked;

  // Material listens to keys alone; text that is pasted, dropped, dictated or cut comes without one.
  query.addEventListener("input", () => query.dispatchEvent(new Event("keyup")));

  // Material copies the address of what was typed before the last key, and with a library that pages load for this alone.
  // Not with navigator.clipboard, which is kept from pages on a disk or behind plain http.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-md-component=search-share]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    const address = new URL(location.href);
    address.hash = "";
    address.search = new URLSearchParams({ q: query.value });
    const box = Object.assign(document.createElement("textarea"), { value: address.href, readOnly: true });
    box.style.cssText = "position: fixed; opacity: 0";
    button.after(box);
    box.select();
    const copied = document.execCommand("copy");
    box.remove();
    button.focus();
    if (copied) window.alert$.next(JSON.parse(document.getElementById("__config").text).translations["clipboard.copied"]);
  }, true);

  // Who leaves the search with Escape goes on where it was opened.
  let before = null;
  query.addEventListener("focus", ({ relatedTarget }) => {
    if (!relatedTarget?.closest(".md-search")) before = relatedTarget;
  });

  // On narrow screens Material holds the page still while the search is open and a moment longer, and then puts it back
  // where it was: the focus, which may have gone on by then, would be left outside the window.
  new MutationObserver(() => {
    if (document.body.hasAttribute("data-md-scrolllock")) return;
    document.querySelector(":focus-visible:not(.md-search *)")?.scrollIntoView({ block: "nearest" });
  }).observe(document.body, { attributeFilter: ["data-md-scrolllock"] });

  // Material's shortcuts are single letters and signs, which speech and stray fingers type as well (WCAG 2.1.4): they are
  // taken from it, and Control+K opens the search instead.
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) setTimeout(() => before?.focus());
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      before = document.activeElement;
      query.focus();
    } else if (event.key.length === 1 && event.key !== " " && !isOpen()) {
      event.stopPropagation();
    }
  }, true);

  // A result's address carries the words that were met (?h=…): mark them on the page.
  const wanted = new Set((new URLSearchParams(location.search).get("h") || "").toLowerCase().split(/\s+/));
  wanted.delete("");
  const article = document.querySelector("article");
  if (!wanted.size || !article) return;
  const texts = document.createNodeIterator(article, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    // What is not searched is not marked; a mark within a drawing would take the word off it.
    if (text.parentElement.closest("[data-search-exclude]")) continue;
    for (const { 0: word, index: start } of text.data.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu)) {
      if (wanted.has(word.toLowerCase())) found.unshift([text, start, start + word.length]);
    }
  }
  // From the end, so that the places before stay true.
  for (const [text, start, end] of found) {
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, end);
    range.surroundContents(document.createElement("mark"));
  }
})();
