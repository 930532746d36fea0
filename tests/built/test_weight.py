"""How much a phone loads before it shows a page."""

import pytest

from scripts.bench.weight import first_view

pytestmark = pytest.mark.browser

# In bytes with gzip: the aim for a page to be read, and what the longest may have with their sources and diagrams.
MOST, LONGEST = 70_000, 74 * 1024


@pytest.mark.parametrize("path", ["index.html", "nilai.html", "en/nilai.html"])
def test_the_first_view_of_a_page_is_light_and_still(path, browser, server, built_site):
    view = first_view(browser, server, built_site, path)
    assert 40_000 < view.total <= MOST
    assert view.foreign == 0
    assert view.shift < 0.02


@pytest.mark.parametrize("path", ["proses.html", "sejarah.html", "metode/taktik.html"])
def test_the_longest_pages_are_not_much_heavier(path, browser, server, built_site):
    assert first_view(browser, server, built_site, path).total <= LONGEST


def test_a_heavy_restless_page_is_seen_as_such(browser, server, built_site):
    (built_site / "heavy.html").write_text(
        f"""<img src="https://example.org/x.png"><p id="late">text</p>
        <p style="overflow-wrap: anywhere">{"".join(f"{number:x}" for number in range(40_000))}</p>
        <script>setTimeout(() => late.style.marginTop = "300px", 100);</script>""",
        encoding="utf-8",
    )
    try:
        view = first_view(browser, server, built_site, "heavy.html")
    finally:
        (built_site / "heavy.html").unlink()
    assert view.total > MOST
    assert view.foreign == 1
    assert view.shift > 0.02
