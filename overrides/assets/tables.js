// A table that is scrolled sideways has to be reachable by key, and says what it is when it is reached.
(() => {
  const heading = (box) => [...document.querySelectorAll("article :is(h1, h2, h3, h4)")]
    .filter((node) => node.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING && node.getClientRects()[0])
    .pop();

  function mark() {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      const scrolls = box.scrollWidth > box.clientWidth;
      box.toggleAttribute("tabindex", scrolls);
      if (!scrolls) {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
        continue;
      }
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", heading(box)?.firstChild?.textContent ?? document.title);
    }
  }

  window.addEventListener("load", mark);
  window.addEventListener("resize", mark);
})();
