"""Targets that are too small for fingers."""

SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, summary")].filter((element) => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const target = element.matches(".md-option") ? element.nextElementSibling : element;
  const { width, height } = target.getBoundingClientRect();
  // Those in running text, a list of words or a table are as high as their line (2.5.8, "inline").
  const around = target.closest("p, li, td, th, h2, h3, h4, dd, figcaption");
  const inline = around && getComputedStyle(target).display === "inline";
  return !inline && Math.min(width, height) < 23.5;
}).map((element) => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 30)}`)"""
