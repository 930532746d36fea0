// Shows the meaning of a term beside it: on hover, on keyboard focus, on the first tap. Without this script a gloss is a
// plain link to the glossary, and screen readers have the meaning through aria-describedby either way.
(() => {
  const written = [...document.querySelectorAll(".gloss-notes > div > strong")];
  const notes = new Map(written.map(({ parentElement: note }) => [note.id, note]));
  if (!notes.size) return;

  const card = document.createElement("div");
  card.className = "gloss-card md-typeset";
  card.hidden = true;
  document.querySelector("main").append(card);

  let shown = null;
  let timer = 0;

  // Above the term where the card fits between it and the header; else below, where the page can be scrolled to its end.
  function place() {
    const lines = shown.getClientRects();
    const margin = 12;
    const gap = 6;
    const width = document.documentElement.clientWidth;
    card.style.maxWidth = `${Math.min(352, width - 2 * margin)}px`;
    const first = lines[0];
    const last = lines[lines.length - 1];
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const fitsBelow = last.bottom + gap + card.offsetHeight + margin < window.innerHeight;
    const fitsAbove = first.top - gap - card.offsetHeight > header;
    const above = !fitsBelow && fitsAbove;
    const line = above ? first : last;
    const left = Math.max(margin, Math.min(line.left, width - card.offsetWidth - margin));
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${(above ? line.top - gap - card.offsetHeight : line.bottom + gap) + window.scrollY}px`;
  }

  function show(gloss, withLink) {
    clearTimeout(timer);
    shown = gloss;
    const note = notes.get(gloss.getAttribute("aria-describedby"));
    card.lang = note.closest("[lang]").lang;
    card.replaceChildren(...[...note.childNodes].map((node) => node.cloneNode(true)));
    // A tooltip holds nothing to operate.
    card.setAttribute("role", withLink ? "group" : "tooltip");
    card.removeAttribute("aria-label");
    if (withLink) {
      card.setAttribute("aria-label", note.querySelector("strong").textContent);
      const link = document.createElement("a");
      link.href = gloss.href;
      link.textContent = note.parentElement.dataset.entry;
      card.append(link);
    }
    card.hidden = false;
    place();
  }

  function hide() {
    clearTimeout(timer);
    shown = null;
    card.hidden = true;
  }

  // The pause lets a hand move from the term onto the card, and keeps cards from flashing under a passing pointer.
  function later(act) {
    clearTimeout(timer);
    timer = setTimeout(act, 180);
  }

  // A link that only looks like one has no meaning to show.
  const glossOf = (event) => {
    const gloss = event.target.closest?.("a.gloss");
    return notes.has(gloss?.getAttribute("aria-describedby")) ? gloss : null;
  };
  // Safari knows it since 15.4.
  const keyed = CSS.supports("selector(:focus-visible)") ? ":focus-visible" : ":focus";
  const focused = () => document.activeElement.matches(`a.gloss${keyed}`);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const gloss = glossOf(event);
    if (gloss && gloss !== shown) later(() => show(gloss, false));
    else if (gloss || card.contains(event.target)) clearTimeout(timer);
    else if (!focused() && !card.contains(document.activeElement)) later(hide);
  });
  document.addEventListener("focusin", (event) => {
    const gloss = glossOf(event);
    if (gloss?.matches(keyed)) show(gloss, false);
    else if ((!gloss || gloss !== shown) && !card.contains(event.target)) hide();
  });
  let touched = false;
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("click", (event) => {
    const gloss = glossOf(event);
    if (!gloss || !touched || gloss === shown) return;
    event.preventDefault();
    show(gloss, true);
  });
  // Not "click", which iOS keeps to itself where nothing can be operated, and not "pointerdown", which begins a scroll too.
  document.addEventListener("pointerup", (event) => {
    if (!glossOf(event) && !card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    if (card.contains(document.activeElement)) shown.focus({ preventScroll: true });
    hide();
  });
  // A phone that folds its address bar away is a resize as well.
  window.addEventListener("resize", () => { if (shown) place(); });
})();
