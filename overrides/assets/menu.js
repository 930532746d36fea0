// The menu of narrow screens by key. Material opens it, and its sections, with labels, which no key reaches; they become
// buttons where they do something, and what they open takes the focus. A finger needs none of this.
(() => {
  const drawer = document.getElementById("__drawer");
  const opener = document.querySelector(".md-header label[for=__drawer]");
  const menu = document.querySelector(".md-sidebar--primary");
  const narrow = window.matchMedia("(max-width: 76.234375em)");
  const labels = [opener, ...menu.querySelectorAll(".md-nav__item label")];
  const toggleOf = (label) => document.getElementById(label.htmlFor);
  const labelsOf = (toggle) => labels.filter((label) => label.htmlFor === toggle.id);

  function tell(label) {
    if (narrow.matches) {
      label.tabIndex = 0;
      label.setAttribute("role", "button");
      label.setAttribute("aria-expanded", toggleOf(label).checked);
    } else {
      for (const name of ["tabindex", "role", "aria-expanded"]) label.removeAttribute(name);
    }
  }

  function first() {
    const stops = menu.querySelectorAll("a[href], label[tabindex]");
    return [...stops].find((stop) => stop.checkVisibility({ visibilityProperty: true }));
  }

  // Opened, the menu or section takes the focus; closed, it gives it back to what opened it.
  function press(label) {
    const toggle = toggleOf(label);
    toggle.click();
    (toggle.checked ? first() : labelsOf(toggle)[0]).focus();
  }

  function close() {
    drawer.click();
    opener.focus();
  }

  for (const label of labels) {
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      // Material presses the label at Enter too.
      event.stopPropagation();
      press(label);
    });
  }
  for (const toggle of new Set(labels.map(toggleOf))) {
    toggle.addEventListener("change", () => labelsOf(toggle).forEach(tell));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) close();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (drawer.checked && relatedTarget && !menu.contains(relatedTarget)) drawer.click();
  });
  narrow.addEventListener("change", () => labels.forEach(tell));
  opener.setAttribute("aria-label", opener.title);
  labels.forEach(tell);
})();
