"""A site all of whose data, names and locators are markup: readers see the signs, nothing runs, no other host is asked.

Built without the check, which would refuse some of it.
"""

import re
import zipfile

import pytest
import yaml
from lxml import etree

from scripts.checks.hazards.sanitiser import as_browsers_read
from scripts.core.edition import Edition
from scripts.editions.epub import write_epub
from scripts.model.markdown.markup import parse_html
from scripts.model.site import load_site
from tests.support.built import serve
from tests.support.project import PAGES, lay_project, rendered, source_of

pytestmark = pytest.mark.browser

MARKUP = "\"'></cite></title></script><img src=//host.example/x onerror=window.__pwned=1><script>__pwned=1</script>"
PAYLOAD = f"Kerja {MARKUP} **b** [[cards]] {{{{7*7}}}} {{: onclick=__pwned=1 }} <!-- &lt;b&gt;"
# Names and places rather than texts.
KEPT = {
    "id",
    "type",
    "status",
    "see",
    "sources",
    "at",
    "lines",
    "language",
    "number",
    "same_as",
    "source",
    "duplicate_of",
    "date-parts",
}


def spoil(value, key=""):
    """Every text of a data file with markup behind it."""
    if isinstance(value, dict):
        known = {"id", "en"} >= value.keys()
        return {
            (f"{name} {PAYLOAD}" if key == "avoid" else name): (
                item if name in KEPT and not known and not isinstance(item, dict) else spoil(item, name)
            )
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [spoil(item, key) for item in value]
    return f"{value} {PAYLOAD}" if isinstance(value, str) else value


def spoiled_project(root):
    lay_project(root)
    for file in (root / "docs" / "_data").rglob("*.yml"):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        file.write_text(yaml.safe_dump(spoil(data), allow_unicode=True, sort_keys=False), encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("strict: true", "strict: false")
    quoted = "'" + PAYLOAD.replace("'", "''") + "'"
    for name in ("site_name", "site_description", "copyright"):
        settings = re.sub(rf"(?m)^( *{name}:).*$", lambda match: f"{match[1]} {quoted}", settings)
    settings = settings.replace("  license: https:", "  license: </script><script>__pwned=1</script>https:")
    settings = re.sub(r"(toggle: {.*name: ).*(?=})", lambda match: match[1] + quoted, settings)
    settings = settings.replace("Dasar: Foundations", f"{quoted}: {quoted}").replace("- Dasar:", f"- {quoted}:")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for name in ("nilai.md", "nilai.en.md"):
        page = root / "docs" / name
        text = page.read_text(encoding="utf-8")
        cited = re.search(r"\[-?(@\w+)", text)[1]
        text += f"\n\nUji [{cited}, {MARKUP}]. Kontrak, klien.\n\n"
        text += '## Uji { #uji data-toc-label="<img src=x onerror=__pwned=1>" }\n'
        # What a check of < and > does not see.
        text = re.sub(r"(?m)^(title|description): .*", r'\1: "&lt;img src=x onerror=__pwned=1&gt;"', text)
        page.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    root = spoiled_project(tmp_path_factory.mktemp("hostile"))
    rendered(root, root / "site", SITE_URL='https://example.org/a"><script>__pwned=1</script>/', EDITIONS="")
    return root


@pytest.fixture(scope="module")
def edition(hostile):
    return source_of(hostile / "site", load_site(hostile), Edition("2023.11.14", 1700000000))


def acting(tree):
    """The elements that would run what is said in the data, or ask the host named there."""
    return [
        etree.tostring(element)[:200]
        for element in tree.iter(etree.Element)
        if any(key.lower().startswith("on") for key in element.attrib)
        or "host.example" in (element.get("src") or "")
        or (
            element.tag.rpartition("}")[2] == "script"
            and "__pwned=1" in (element.text or "")
            and element.get("type") is None
        )
    ]


def test_no_page_holds_what_its_data_says(hostile):
    pages = sorted((hostile / "site").rglob("*.html"))
    assert len(pages) > 2 * len(PAGES)
    for file in pages:
        html = file.read_text(encoding="utf-8")
        assert acting(parse_html(as_browsers_read(html))) == [], file


def test_what_the_data_says_is_read_as_it_is_written(hostile):
    text = parse_html((hostile / "site" / "pustaka.html").read_text(encoding="utf-8")).text_content()
    assert MARKUP in text
    glossary = parse_html((hostile / "site" / "glosarium.html").read_text(encoding="utf-8"))
    assert f"Kerja {MARKUP} **b** [[cards]]" in glossary.xpath('string(//h3[contains(@class, "term")])')


def test_editions_hold_it_as_text(edition, tmp_path):
    for locale in ("id", "en"):
        write_epub(edition, locale, tmp_path / "book.epub")
        with zipfile.ZipFile(tmp_path / "book.epub") as book:
            for name in book.namelist():
                if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                    assert acting(etree.fromstring(book.read(name))) == [], name


@pytest.fixture(scope="module")
def address(hostile):
    yield from serve(hostile / "site")


@pytest.fixture
def watched(browser, address):
    """Opens pages, and lists what ran or was asked for that should not."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    alarms = []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: alarms.append(str(error)))
    page.on(
        "request",
        lambda request: request.url.startswith((address, "data:", "blob:", "file:")) or alarms.append(request.url),
    )
    yield page, alarms
    assert page.evaluate("window.__pwned") is None
    assert alarms == []
    context.close()


VISITED = [
    "nilai.html",
    "en/nilai.html",
    "glosarium.html",
    "pustaka.html",
    "kartu.html",
    "peta-artikel.html",
    "proses.html",
    "index.html",
    "kontribusi/status.html",
    "dwibahasa/nilai.html",
    "dwibahasa/glosarium.html",
]


def test_nothing_runs_on_pages(watched, address):
    page, _ = watched
    for path in VISITED:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.__pwned") is None, path


def test_nothing_runs_where_scripts_show_data(watched, address):
    page, _ = watched
    page.goto(f"{address}kartu.html")
    for _ in range(3):
        page.locator(".card-flip").click()
        page.locator(".deck-known").click()
    page.goto(f"{address}glosarium.html")
    page.locator("#filter").fill("kerja")
    page.goto(f"{address}proses.html")
    page.locator("[data-md-component=search-query]").fill("kerja")
    page.locator(".md-search-result__item").first.wait_for()
    assert "<img" in page.locator(".md-search-result").inner_text()
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_load_state("networkidle")


def test_nothing_runs_in_a_chapter(watched, edition, tmp_path):
    page, _ = watched
    write_epub(edition, "id", tmp_path / "book.epub")
    with zipfile.ZipFile(tmp_path / "book.epub") as book:
        book.extractall(tmp_path / "book")
    for file in [*tmp_path.rglob("*nilai*.xhtml"), *tmp_path.rglob("*pustaka*.xhtml"), *tmp_path.rglob("nav.xhtml")]:
        page.goto(file.as_uri())
        assert page.evaluate("window.__pwned") is None
