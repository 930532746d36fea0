"""Pages and data of a stranger who knows the allow-list: refused at their place, or text where they are shown."""

from pathlib import Path

import pytest
import yaml

from scripts.checks import RULES
from scripts.checks.vocabulary import BOXES
from scripts.model.site import load_site

INPUTS = yaml.safe_load((Path(__file__).parent / "data" / "hostile.yml").read_text(encoding="utf-8"))
HEAD = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\n"
CODES = ("H01", "H02", "H03", "H04", "H08")


def issues_by_page(root):
    site = load_site(root)
    found = {page.path: [] for page in site.pages.values()}
    for code in CODES:
        for issue in RULES[code].issues(site):
            found[issue.path].append(issue)
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """One site for all inputs, each a page."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_bytes((Path(__file__).parents[1] / "mkdocs.yml").read_bytes())
    for number, given in enumerate(INPUTS):
        (root / "docs" / f"uji-{number}.md").write_text(HEAD + given["body"] + "\n", encoding="utf-8")
    return issues_by_page(root)


@pytest.mark.parametrize("number", range(len(INPUTS)), ids=lambda number: INPUTS[number]["body"][:60])
def test_a_hostile_page_is_refused_where_it_says_so(number, hostile):
    issues = [issue for issue in hostile[f"docs/uji-{number}.md"] if issue.code == INPUTS[number]["code"]]
    assert issues, hostile[f"docs/uji-{number}.md"]
    # The body is no longer than what is wrong with it.
    assert all(issue.line > HEAD.count("\n") for issue in issues)


FRIENDLY = [
    "```{.mermaid}\ngraph TD\n```\n\n    indented",
    '!!! note inline end "Catatan"\n    Isi.\n\n??? tip\n    Isi.',
    '=== "A"\n\n    a\n\n=== "B"\n\n    === "C"\n\n        c\n\n    === "D"\n\n        d',
    '```python\ndef a(): return \'b\'\n```\n\n```sh linenums="1" title="x"\nls -l | wc\n```',
    "Satu.[^1] Dua [@luhpuri2010, 24; @biestek1957].\n\n[^1]: Catatan.",
    '## Lokasi {#location}\n\n## Nama {#name}\n\n## Search {#search}\n\n<a name="lama"></a>',
    '*x*{ .no-gloss lang=en }\n\n<div class="cards no-gloss" markdown>\n- x\n</div>',
    '<p id="a">x</p><p aria-describedby="a" role="note">y</p><img src="x.png" alt="" role="presentation">',
    "<input type=checkbox disabled checked> <label>x</label>",
    '[x](https://a.example){ rel="external nofollow noopener" }',
    '<details class="note"><summary>x</summary>y</details>',
]


@pytest.mark.parametrize("body", FRIENDLY)
def test_what_markdown_makes_and_the_house_offers_passes(body, make_tree):
    root = make_tree({"docs/nilai.md": HEAD + body})
    (root / "mkdocs.yml").write_bytes((Path(__file__).parents[1] / "mkdocs.yml").read_bytes())
    assert issues_by_page(root) == {"docs/nilai.md": []}


@pytest.mark.parametrize("kind", sorted(BOXES))
def test_every_kind_of_box_passes(kind, make_tree):
    assert issues_by_page(make_tree({"docs/nilai.md": f'{HEAD}!!! {kind} "x"\n    y'}))["docs/nilai.md"] == []
