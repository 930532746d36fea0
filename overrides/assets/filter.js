// Narrows the glossary to the entries that hold every word typed. Addresses of entries go on working: following one to an
// entry that is filtered out empties the box first.
(() => {
  const input = document.querySelector(".filter > input");
  if (!input) return;
  const box = input.parentElement;
  const status = box.querySelector("[role=status]");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const letters = [];
  // What stands before the first letter is no part of the list.
  for (const heading of document.querySelectorAll("h2.letter, h2.letter ~ h3.term")) {
    if (heading.matches("h2")) {
      letters.push({ heading, link: document.querySelector(`.letters a[href="#${CSS.escape(heading.id)}"]`), terms: [] });
    } else {
      const entry = heading.nextElementSibling;
      if (!entry?.matches(".entry")) continue;
      const said = [...entry.querySelectorAll(".equivalent strong, .definition, .forms, s")];
      const text = [heading.firstChild, ...said].map((node) => node.textContent).join("\n");
      letters[letters.length - 1].terms.push({ parts: [heading, entry], text: fold(text) });
    }
  }
  const all = letters.reduce((sum, { terms }) => sum + terms.length, 0);
  let timer = 0;

  function apply() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { heading, link, terms } of letters) {
      let here = 0;
      for (const { parts, text } of terms) {
        const fits = words.every((word) => text.includes(word));
        for (const part of parts) part.hidden = !fits;
        here += fits;
      }
      heading.hidden = !here;
      link?.classList.toggle("empty", !here);
      found += here;
    }
    const said = found ? box.dataset.count.replace("{found}", found).replace("{all}", all) : box.dataset.none;
    clearTimeout(timer);
    // Said once the typing rests, lest a screen reader read every number on the way.
    timer = setTimeout(() => { status.textContent = words.length ? said : ""; }, 250);
  }

  function clear() {
    input.value = "";
    apply();
  }

  function uncover(hash) {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target?.hidden) return;
    clear();
    target.scrollIntoView();
  }

  input.addEventListener("input", apply);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    clear();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href*="#"]');
    if (link && link.pathname === location.pathname) uncover(link.hash);
  });
  window.addEventListener("hashchange", () => uncover(location.hash));
  // A browser may bring back what was typed before.
  if (input.value) apply();
})();
