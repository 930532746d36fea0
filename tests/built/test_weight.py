"""How much a phone loads before it shows a page."""

import pytest

from scripts.bench.weight import first_view

pytestmark = pytest.mark.browser

# Bytes with gzip: the aim for a page to be read, and what a whole list or the same in two languages may have.
MOST, LISTS = 70_000, 84_000


@pytest.mark.parametrize("path", ["index.html", "en/nilai.html", "sejarah.html", "en/metode/taktik.html", "kartu.html"])
def test_the_first_view_of_a_page_is_light_and_still(path, browser, server, built_site):
    view = first_view(browser, server, built_site, path)
    assert 40_000 < view.total <= MOST
    assert view.foreign == 0
    assert view.shift < 0.02


@pytest.mark.parametrize("path", ["en/glosarium.html", "dwibahasa/metode/taktik.html"])
def test_long_lists_and_pages_in_two_languages_are_not_much_heavier(path, browser, server, built_site):
    assert first_view(browser, server, built_site, path).total <= LISTS


def test_a_heavy_restless_page_is_seen_as_such(browser, server, built_site):
    (built_site / "heavy.html").write_text(
        f"""<img src="https://example.org/x.png"><p id="late">text</p>
        <p style="overflow-wrap: anywhere">{"".join(f"{number:x}" for number in range(40_000))}</p>
        <script>
          // What moves before anything was seen is no shift.
          new PerformanceObserver(() => late.style.marginTop = "300px").observe({{ type: "paint", buffered: true }});
        </script>""",
        encoding="utf-8",
    )
    try:
        view = first_view(browser, server, built_site, "heavy.html")
    finally:
        (built_site / "heavy.html").unlink()
    assert view.total > MOST
    assert view.foreign == 1
    assert view.shift > 0.02
