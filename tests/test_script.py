"""Which parts of Material's script are left out, and when they stay."""

from pathlib import Path

import material
import pytest

from scripts.render.script import without_idle

(BUNDLE,) = (Path(material.__path__[0]) / "templates/assets/javascripts").glob("bundle.*.min.js")
SCRIPT = BUNDLE.read_text(encoding="utf-8")
PARTS = {
    "--md-mermaid-": '<pre class="mermaid">',
    "clipboard.js v2": '<script id="__config">{"features": ["content.code.copy"]}</script>',
}


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
    assert without_idle(lean, ["<p>"]) == lean


def test_another_script_is_left_alone():
    assert without_idle("var one=1;", []) == "var one=1;"
