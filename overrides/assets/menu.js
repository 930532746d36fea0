// The menu of narrow screens by key. Material opens it with a label, which no key reaches: a button takes its place.
// Opened by key the menu takes the focus; it closes with Escape, or when the focus leaves it.
(() => {
  const drawer = document.getElementById("__drawer");
  const label = document.querySelector(".md-header label[for=__drawer]");
  const menu = document.querySelector(".md-sidebar--primary");

  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} menu-button`;
  button.title = label.title;
  button.setAttribute("aria-label", label.title);
  button.append(...label.children);
  label.replaceWith(button);
  button.addEventListener("click", () => drawer.click());

  const tell = () => button.setAttribute("aria-expanded", drawer.checked);
  drawer.addEventListener("change", () => {
    tell();
    if (!drawer.checked || !button.matches(":focus-visible")) return;
    const stops = menu.querySelectorAll("a[href], input");
    [...stops].find((stop) => stop.getClientRects()[0] && getComputedStyle(stop).visibility === "visible")?.focus();
  });
  tell();

  // Boxes heed the space bar alone; what opens a menu is expected to heed Enter as well.
  for (const box of menu.querySelectorAll(".md-nav__toggle")) {
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") box.click();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (drawer.checked && relatedTarget && relatedTarget !== button && !menu.contains(relatedTarget)) drawer.click();
  });
})();
