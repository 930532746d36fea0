"""axe-core on the page that a test looks at."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

# Every rule of WCAG 2.0 to 2.2, A and AA, and axe's own of good practice; none of what axe calls experimental.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_CONTRAST = "color-contrast"
# The rules whose answers hang on how wide the window is, on all pages alike in whatever else they have.
_LAYOUT = ["target-size", "scrollable-region-focusable", "css-orientation-lock"]
_SCRIPT = Axe().axe_script

# Contrast is slow to judge and hangs on no more than this: texts of the same look on the same grounds are judged once.
# Gives each text not yet judged an attribute, and returns what it is judged by.
_NEW_TEXTS = """seen => {
  const known = new Set(seen), found = [], grounds = new Map();
  for (const element of document.querySelectorAll("[data-judged]")) element.removeAttribute("data-judged");
  const PLAIN = "rgba(0, 0, 0, 0),none,1,static,none";
  const groundOf = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, position, filter } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, position, filter].join();
      grounds.set(element, groundOf(element.parentElement) + (own === PLAIN ? "" : `|${own}`));
    }
    return grounds.get(element);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const look = [color, fontSize, fontWeight, textShadow, groundOf(element)].join(";");
    if (known.has(look)) continue;
    known.add(look);
    found.push(look);
    element.setAttribute("data-judged", "");
  }
  return found;
}"""
# A link stands out from the text around it by more than its colour. axe would also take a colour far from that of the
# text, which it is slow to judge.
_CHECKS = {"link-in-text-block": {"enabled": False}}
_RUN = """([context, options]) => axe.run(context, options).then(({ violations }) => violations.flatMap(
  ({ id, nodes }) => nodes.map(({ target, failureSummary: why }) => ({ rule: id, at: target.join(" "), why }))
))"""


def load(page):
    """Put axe into the page; once for each page that is opened."""
    page.evaluate(_SCRIPT)


def findings(page):
    """What axe finds in the page as it stands: rule, at, why."""
    return _run(page, {})


def findings_but_contrast(page):
    return _run(page, {_CONTRAST: {"enabled": False}})


def findings_of_layout(page):
    return _ask(page, {"include": [["html"]]}, {"type": "rule", "values": _LAYOUT}, {})


def poor_contrast(page, seen):
    """What axe finds of too little contrast in texts whose look is not in ``seen``, a set to which they are added."""
    new = page.evaluate(_NEW_TEXTS, list(seen))
    seen.update(new)
    only = {"type": "rule", "values": [_CONTRAST]}
    return _ask(page, {"include": [["[data-judged]"]]}, only, {}) if new else []


def _run(page, rules):
    return _ask(page, {"include": [["html"]]}, {"type": "tag", "values": TAGS}, rules)


def _ask(page, context, only, rules):
    options = {"resultTypes": ["violations"], "runOnly": only, "rules": rules, "checks": _CHECKS}
    return page.evaluate(_RUN, [context, options])


def paths(site: Path) -> list[str]:
    """Every page of the built site."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
