"""Diagrams in a real browser: every word inside its box, legible, in colours that can be told apart."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.support.painted import contrast
from tests.support.project import real_site
from tests.support.waiting import until_drawn

pytestmark = pytest.mark.browser

SITE = real_site()
# Every page with its diagrams, as they are now.
PAGES = [(slug, name) for slug in sorted(SITE.slugs) for name, _ in SITE.page(slug, "id").diagrams]
# Every text with its box, the room it was given, the boxes around its middle, and its size on the screen.
MEASURE = """name => {
  const found = [];
  // The length of the longest line, without the space that divides it from the next.
  const longest = text => {
    let start = 0, length = 0;
    for (const node of text.childNodes) {
      const line = node.textContent.trimEnd();
      if (line.length) length = Math.max(length, text.getSubStringLength(start, line.length));
      start += node.textContent.length;
    }
    return length;
  };
  for (const svg of document.querySelectorAll(`#diagram-${name} svg`)) {
    if (getComputedStyle(svg).display === "none") continue;
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const scale = svg.getBoundingClientRect().width / width;
    const plain = box => [box.x, box.y, box.x + box.width, box.y + box.height];
    const boxes = [[0, 0, width, height], ...[...svg.querySelectorAll("rect")].map(rect => plain(rect.getBBox()))];
    const texts = [...svg.querySelectorAll("text")];
    for (const text of texts) {
      const box = plain(text.getBBox());
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
      found.push({
        text: text.textContent, box, length: longest(text), room: Number(text.dataset.room || width),
        size: parseFloat(getComputedStyle(text).fontSize) * scale,
        around: boxes.filter(b => b[0] < x && x < b[2] && b[1] < y && y < b[3]),
        others: texts.filter(other => other !== text).map(other => plain(other.getBBox())),
      });
    }
  }
  return found;
}"""


def inside(box, outer):
    return box[0] >= outer[0] and box[1] >= outer[1] and box[2] <= outer[2] and box[3] <= outer[3]


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 2 or other[3] <= one[1] + 2


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize(("path", "name"), PAGES)
def test_every_word_is_inside_its_box_and_legible(server, page, path, name, folder):
    page.goto(f"{server}{folder}{path}.html")
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        texts = page.evaluate(MEASURE, name)
        assert len(texts) > 8, width
        for text in texts:
            assert text["around"], (width, text)
            assert all(inside(text["box"], box) for box in text["around"]), (width, text)
            assert text["length"] <= text["room"], (width, text)
            assert text["size"] >= 12, (width, text)
            assert all(apart(text["box"], other) for other in text["others"]), (width, text)


COLOURS = """() => {
  const styles = [...document.querySelectorAll(".diagram svg *")].map(element => [element, getComputedStyle(element)]);
  const drawn = (colour, opacity) => colour !== "none" && opacity !== "0";
  const grounds = [getComputedStyle(document.querySelector(".diagram figure")).backgroundColor,
                   getComputedStyle(document.body).backgroundColor];
  return {
    grounds: grounds.filter(colour => colour !== "rgba(0, 0, 0, 0)"),
    texts: styles.filter(([e]) => e.matches("text:not(.on)")).map(([, s]) => s.fill),
    fills: styles.filter(([e]) => e.matches("rect")).map(([, s]) => s.fill),
    lines: styles.filter(([e]) => !e.matches("text, tspan, title, desc")).map(([, s]) => s.stroke)
      .filter(colour => colour !== "none"),
    discs: styles.filter(([e]) => e.matches("[class$=solid]")).map(([, s]) => s.fill),
    on: styles.filter(([e]) => e.matches("text.on")).map(([, s]) => s.fill),
  };
}"""


@pytest.mark.parametrize("path", sorted({path for path, _ in PAGES}))
def test_colours_can_be_told_apart(opened, path):
    page = opened(f"{path}.html")
    for width, scheme in product((360, 1440), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        until_drawn(page)
        colours = {key: set(values) for key, values in page.evaluate(COLOURS).items()}
        grounds = colours["grounds"] | colours["fills"]
        assert min(contrast(text, ground) for text in colours["texts"] for ground in grounds) >= 4.5, scheme
        assert min(contrast(line, ground) for line in colours["lines"] | colours["discs"] for ground in grounds) >= 3
        assert all(contrast(text, disc) >= 4.5 for text in colours["on"] for disc in colours["discs"]), scheme


def test_on_paper_diagrams_are_black_on_white(server, browser):
    context = browser.new_context(color_scheme="dark", viewport={"width": 700, "height": 900})
    page = context.new_page()
    page.emulate_media(media="print")
    black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    expected = {"texts": black, "lines": black, "discs": black, "fills": white, "on": white}
    seen = set()
    for path, name in PAGES:
        page.goto(f"{server}{path}.html")
        colours = {key: set(values) for key, values in page.evaluate(COLOURS).items()}
        expect(page.locator(f"#diagram-{name} svg").locator("visible=true")).to_have_count(1)
        expect(page.locator(f"#diagram-{name} details")).to_be_hidden()
        assert white in colours["grounds"], name
        for key, colour in expected.items():
            assert colours[key] <= {colour}, (name, key)
            seen.update({key} if colours[key] else ())
    context.close()
    assert seen == set(expected)


@pytest.mark.parametrize(("width", "shown"), [(360, 328), (768, 720), (1440, 720)])
def test_panels_stand_side_by_side_where_there_is_room(server, page, width, shown):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server}metode/index.html")
    drawings = [drawing for drawing in page.locator(".diagram svg").all() if drawing.is_visible()]
    assert [int(drawing.get_attribute("viewBox").split()[2]) for drawing in drawings] == [shown]


def test_what_a_figure_shows_can_be_read_with_the_keyboard_alone(server, page):
    path, name = PAGES[0]
    page.goto(f"{server}en/{path}.html")
    page.locator(f"#diagram-{name} summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#diagram-{name} li").first).to_be_visible()


def said_twice():
    """A page, its diagram, and a word that both say."""
    for path, name in PAGES:
        prose = SITE.page(path, "id").source.text.lower()
        for label in SITE.diagrams[name].labels.values():
            for word in re.findall(r"[a-z]{6,}", label["id"].lower()):
                if re.search(rf"\b{word}\b", prose):
                    return path, name, word
    raise AssertionError


def test_a_word_that_was_searched_for_stays_on_the_drawing(server, page):
    path, name, word = said_twice()
    page.goto(f"{server}{path}.html?h={word}")
    expect(page.locator("article mark").first).to_be_visible()
    expect(page.locator(f"#diagram-{name} mark")).to_have_count(0)
