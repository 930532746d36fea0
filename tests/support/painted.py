"""Texts and lines of the diagrams stand out from what is below them (WCAG 1.4.3 and 1.4.11)."""

# For every text and line of the drawings shown: its colour and that of the ground, as painted. axe leaves SVG out.
PAINTED = """() => [...document.querySelectorAll(".diagram svg")].flatMap((svg) => {
  if (!svg.checkVisibility()) return [];
  svg.scrollIntoView({ block: "center" });
  const figure = svg.closest("figure");
  const opaque = (colour) => colour !== "none" && !/, 0\\)$/.test(colour);
  let paper = figure;
  while (!opaque(getComputedStyle(paper).backgroundColor)) paper = paper.parentElement;
  const ground = getComputedStyle(paper).backgroundColor;
  const shapes = [...svg.querySelectorAll("rect, path, circle, ellipse, polygon, line, polyline")];
  const fillAt = (x, y, before) => {
    const below = shapes.filter((shape) => {
      const at = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      const earlier = shape.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING;
      return earlier && opaque(getComputedStyle(shape).fill) && shape.isPointInFill(at);
    });
    return below.length ? getComputedStyle(below.at(-1)).fill : ground;
  };
  const texts = [...svg.querySelectorAll("text")].flatMap((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const colour = getComputedStyle(text).fill;
    return [left + 1, (left + right) / 2, right - 1].map((x) =>
      ({ kind: "text", what: text.textContent, colour, ground: fillAt(x, (top + bottom) / 2, text) }));
  });
  const lines = shapes.filter((shape) => opaque(getComputedStyle(shape).stroke)).map((shape) => {
    const length = shape.getTotalLength();
    const { x, y } = shape.getPointAtLength(length * .37).matrixTransform(shape.getScreenCTM());
    const what = `${shape.tagName} ${shape.getAttribute("class")}`;
    return { kind: "line", what, colour: getComputedStyle(shape).stroke, ground: fillAt(x, y, shape) };
  });
  return [...texts, ...lines];
})"""


def luminance(colour):
    """The relative luminance of a CSS colour ``rgb(…)``, as WCAG 2.2 defines it."""
    channels = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(", ")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def poor(page):
    """What is painted too much like the ground that it stands on; and the kinds of what was looked at."""
    painted = page.evaluate(PAINTED)
    needed = {"text": 4.5, "line": 3}
    return [each for each in painted if contrast(each["colour"], each["ground"]) < needed[each["kind"]]], {
        each["kind"] for each in painted
    }


def faults(page):
    """Of a page that has diagrams: what is too pale in them, and kinds of which nothing is there to be looked at."""
    pale, kinds = poor(page)
    page.evaluate("scrollTo(0, 0)")
    return pale + [f"no {kind} in a diagram" for kind in ("text", "line") if kind not in kinds]
