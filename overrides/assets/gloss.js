// Shows the meaning of a term beside it: on hover, on keyboard focus, on the first tap. Without this script a gloss is a
// plain link to the glossary, and screen readers have the meaning through aria-describedby either way.
(() => {
  if (!document.querySelector(".gloss-notes")) return;

  const card = document.createElement("div");
  card.className = "gloss-card md-typeset";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);

  let shown = null;
  let timer = 0;

  function place(gloss) {
    const line = gloss.getClientRects()[0];
    const margin = 12;
    const width = document.documentElement.clientWidth;
    card.style.maxWidth = `${Math.min(352, width - 2 * margin)}px`;
    const left = Math.max(margin, Math.min(line.left, width - card.offsetWidth - margin));
    const below = line.bottom + card.offsetHeight + margin < window.innerHeight;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${(below ? line.bottom + 6 : line.top - card.offsetHeight - 6) + window.scrollY}px`;
  }

  function show(gloss, withLink) {
    clearTimeout(timer);
    shown = gloss;
    const note = document.getElementById(gloss.getAttribute("aria-describedby"));
    card.lang = note.closest("[lang]").lang;
    card.replaceChildren(...[...note.childNodes].map((node) => node.cloneNode(true)));
    if (withLink) {
      const link = document.createElement("a");
      link.href = gloss.href;
      link.textContent = note.parentElement.dataset.entry;
      card.append(link);
    }
    card.hidden = false;
    place(gloss);
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

  const glossOf = (event) => event.target.closest?.("a.gloss");

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const gloss = glossOf(event);
    if (gloss && gloss !== shown) later(() => show(gloss, false));
    else if (gloss || card.contains(event.target)) clearTimeout(timer);
    else if (!document.activeElement.matches("a.gloss:focus-visible")) later(hide);
  });
  document.addEventListener("focusin", (event) => {
    const gloss = glossOf(event);
    if (gloss?.matches(":focus-visible")) show(gloss, false);
    else if (!card.contains(event.target)) hide();
  });
  let touched = false;
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("click", (event) => {
    const gloss = glossOf(event);
    if (gloss && touched && gloss !== shown) {
      event.preventDefault();
      show(gloss, true);
    } else if (!gloss && !card.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("resize", hide);
})();
