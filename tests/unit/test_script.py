"""Which parts of Material's script are left out, and when they stay."""

from pathlib import Path

import material
import pytest

from scripts.render.bundle.script import without_idle
from scripts.render.frames.ties import ThemeError

(BUNDLE,) = (Path(material.__path__[0]) / "templates/assets/javascripts").glob("bundle.*.min.js")
SCRIPT = BUNDLE.read_text(encoding="utf-8")
PARTS = {
    "--md-mermaid-": '<pre class="mermaid">',
    "clipboard.js v2": '<script id="__config">{"features": ["content.code.copy"]}</script>',
}
NAMES = {"--md-mermaid-": "Mermaid", '"focus-visible"': "focus-visible"}


@pytest.mark.parametrize(("part", "page"), PARTS.items())
def test_a_part_stays_where_a_page_asks_for_it_and_goes_elsewhere(part, page):
    assert part in SCRIPT
    assert part not in without_idle(SCRIPT, ["<p>"])
    assert part in without_idle(SCRIPT, ["<p>", page])


def test_what_no_page_can_ask_for_goes_and_all_else_stays():
    lean = without_idle(SCRIPT, ["<p>"])
    assert "focus-visible-added" in SCRIPT and "focus-visible-added" not in lean
    assert "sourceMappingURL" not in lean
    assert 15_000 < len(SCRIPT) - len(lean) < 20_000


@pytest.mark.parametrize("part", ["--md-mermaid-", "clipboard.js", '"focus-visible"', "sourceMappingURL"])
def test_a_script_without_an_idle_part_is_an_error_that_names_it(part):
    with pytest.raises(ThemeError, match=NAMES.get(part, part)):
        without_idle(SCRIPT.replace(part, "moved"), ["<p>"])
