"""What a page loses when it is enlarged or spaced out, and the pages that are enough to look at."""

from pathlib import Path

import lxml.html

# WCAG 1.4.12.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""

OPEN = "all => all.forEach(details => { details.open = true; })"

# Texts that are cut off, lie on other texts, or stand beside the screen with nothing to scroll there; controls out of
# reach; labels cut off in drawings; and a page, or a box that does not need two dimensions, that is scrolled sideways.
LOST = """() => {
  const lost = [], lines = [], width = document.documentElement.clientWidth, style = getComputedStyle;
  if (document.documentElement.scrollWidth > width) lost.push("page wider than the screen");
  // What an answer hangs on changes with no question: each is asked of an element once.
  const once = (ask, known = new Map()) => (at) => known.has(at) ? known.get(at) : known.set(at, ask(at)).get(at);
  const seen = once((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  const name = (element) => `${element.tagName} ${element.getAttribute("class") ?? ""}`;
  const TABLES = ".md-typeset__scrollwrap, table, pre, pre code";
  const scrolls = (box) => /auto|scroll/.test(style(box).overflowX);
  // The outermost: Material puts tables into a box that is scrolled in their place.
  const scroller = once((at) => at && (scroller(at.parentElement) ?? (at.matches(TABLES) && scrolls(at) ? at : null)));
  const beside = ({ left, right }) => right > width + 1 || left < -1;
  const layer = once((at) => at && (/fixed|sticky/.test(style(at).position) || at.matches(".gloss-card") ? at
    : layer(at.parentElement)));
  // The element around that cuts off what is too large for it.
  const frame = once((at) => {
    if (at === document.body) return null;
    const { overflowX, overflowY, display } = style(at);
    if (/auto|scroll/.test(overflowX + overflowY)) return null;
    return display !== "inline" && /hidden|clip/.test(overflowX + overflowY) ? at : frame(at.parentElement);
  });
  // Letters, not the room above and below that fonts claim.
  const letters = ({ left, right, top, bottom, height }) =>
    ({ left: left + 1, right: right - 1, top: top + height / 4, bottom: bottom - height / 4 });

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode, element = text.parentElement;
    if (!text.data.trim() || !seen(element)) continue;
    // The name of the page in the header repeats the title below it.
    if (element.closest("svg, [data-md-component=header-topic]")) continue;
    range.selectNode(text);
    const said = `${name(element)}: ${text.data.trim().slice(0, 40)}`;
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    if (boxes.some(beside) && !scroller(element)) lost.push(`beside ${said}`);
    let hidden = false;
    if (frame(element)) {
      const { left, right, bottom, width } = frame(element).getBoundingClientRect();
      // A box of one pixel is for screen readers.
      hidden = width <= 1;
      const cut = boxes.some((box) => box.right > right + 2 || box.left < left - 2 || box.bottom > bottom + 4);
      if (!hidden && cut) lost.push(`cut off ${said}`);
    }
    if (hidden) continue;
    const around = layer(element), end = scroller(element)?.getBoundingClientRect().right ?? Infinity;
    for (const box of boxes) {
      const line = letters(box);
      lines.push({ ...line, right: Math.min(line.right, end), around, said });
    }
  }
  for (const drawing of document.querySelectorAll("svg:has(text)")) {
    if (!seen(drawing)) continue;
    const { left, right, top, bottom } = drawing.getBoundingClientRect();
    for (const text of drawing.querySelectorAll("text")) {
      const box = text.getBoundingClientRect(), said = `label: ${text.textContent.slice(0, 40)}`;
      const cut = box.left < left - 1 || box.right > right + 1 || box.top < top - 1 || box.bottom > bottom + 1;
      if (cut || beside(box)) lost.push(`cut off ${said}`);
      lines.push({ ...letters(box), around: drawing, said });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < one.bottom; next++) {
      const other = lines[next];
      const apart = one.around !== other.around || other.right <= one.left || other.left >= one.right;
      if (!apart) lost.push(`on each other ${one.said} | ${other.said}`);
    }
  });

  for (const box of document.querySelectorAll("body *:not(svg, svg *)")) {
    if (box.scrollWidth > box.clientWidth + 1 && scrolls(box) && seen(box) && !box.matches(TABLES)) {
      lost.push(`scrolled ${name(box)}`);
    }
  }
  for (const control of document.querySelectorAll("a[href], button, input, select, summary, label.md-icon")) {
    const shown = control.matches(".md-option") ? control.nextElementSibling : control;
    const box = shown.getBoundingClientRect();
    if (box.width <= 1 || !seen(shown) || scroller(shown)) continue;
    const bar = !shown.closest(".md-search") && shown.closest(".md-header")?.getBoundingClientRect();
    const out = beside(box) || bar && (box.top < bar.top - 1 || box.bottom > bar.bottom + 1);
    if (out) lost.push(`out of reach ${name(shown)} ${shown.textContent.trim().slice(0, 30)}`);
  }
  return [...new Set(lost)];
}"""


def page_types(site: Path) -> list[str]:
    """Few pages that have, in each language, every class and every element that any page of the built ``site`` has."""
    has = {}
    for file in sorted(site.rglob("*.html")):
        page = lxml.html.parse(str(file)).getroot()
        classes = {name for value in page.xpath("//@class") for name in value.split()}
        has[file.relative_to(site).as_posix()] = {(page.get("lang"), name) for name in classes.union(tags(page))}
    missing, chosen = set().union(*has.values()), []
    while missing:
        chosen.append(max(has, key=lambda path: len(has[path] & missing)))
        missing -= has[chosen[-1]]
    return chosen


def tags(page):
    return {f"<{element.tag}>" for element in page.xpath("//main//*") if isinstance(element.tag, str)}
