"""How much a phone loads before it shows a page."""

import gzip
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bench.weight import first_view
from tests.support.built import serve
from tests.support.project import real_site

pytestmark = pytest.mark.browser

# Bytes with gzip: the aim for a page to be read, what the same in two languages may have, and what a list may have
# without its entries and for each of them.
MOST, BOTH, LIST = 70_000, 84_000, 62_000
ENTRY = {"glossary": 180, "cards": 85, "references": 110, "article": 30}
SITE = real_site()
LISTS = {slug for slug in SITE.slugs if SITE.page(slug, SITE.config.default_locale).data_blocks}


def heaviest(site, folder, count):
    """The pages below ``folder`` that have most text of their own."""
    files = [site / folder / f"{slug}.html" for slug in SITE.slugs if slug not in LISTS]
    files = sorted(filter(Path.is_file, files), key=lambda file: len(gzip.compress(file.read_bytes())))
    return [file.relative_to(site).as_posix() for file in files[-count:]]


@pytest.mark.parametrize("folder", ["", "en"])
def test_the_first_view_of_a_page_is_light_and_still(folder, browser, server, built_site):
    for path in ["index.html" if not folder else f"{folder}/index.html", *heaviest(built_site, folder, 3)]:
        view = first_view(browser, server, built_site, path)
        assert 40_000 < view.total <= MOST, path
        assert view.foreign == 0, path
        assert view.shift < 0.02, path


def test_pages_in_two_languages_are_not_much_heavier(browser, server, built_site):
    for path in heaviest(built_site, "dwibahasa", 1):
        assert first_view(browser, server, built_site, path).total <= BOTH, path


@pytest.mark.parametrize("block", ENTRY)
def test_a_list_is_as_heavy_as_its_entries(block, browser, server, built_site):
    entries = {
        "references": len(SITE.references),
        "article": sum(len(section.statements) for section in SITE.article.sections),
    }.get(block, len(SITE.glossary.terms))
    view = first_view(browser, server, built_site, f"en/{SITE.page_with(block)}.html")
    assert view.total <= LIST + ENTRY[block] * entries, block
    assert view.foreign == 0, block
    assert view.shift < 0.02, block


def test_a_heavy_restless_page_is_seen_as_such(browser, tmp_path):
    (tmp_path / "404.html").write_text("")
    (tmp_path / "heavy.html").write_text(
        f"""<img src="https://example.org/x.png"><p id="late">text</p>
        <p style="overflow-wrap: anywhere">{"".join(f"{number:x}" for number in range(40_000))}</p>
        <script>
          // What moves before anything was seen is no shift.
          new PerformanceObserver(() => late.style.marginTop = "300px").observe({{ type: "paint", buffered: true }});
        </script>""",
        encoding="utf-8",
    )
    with contextmanager(serve)(tmp_path) as address:
        view = first_view(browser, address, tmp_path, "heavy.html")
    assert view.total > MOST
    assert view.foreign == 1
    assert view.shift > 0.02
