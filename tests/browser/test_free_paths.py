"""Whatever the build writes beyond the pages, no file of the docs folder can take its place."""

import pytest

from scripts.checks import RULES
from scripts.model.settings.config import load_config
from scripts.model.site import load_site
from tests.conftest import DOCS, ROOT
from tests.support.settings import SETTINGS

THEME = load_config(ROOT).theme


@pytest.fixture(scope="module")
def made(published_site):
    """The paths of what the build wrote beyond what it made of a page of the default language."""
    paths = (file.relative_to(published_site).as_posix() for file in published_site.rglob("*") if file.is_file())
    return {path for path in paths if not (DOCS / f"{path.removesuffix('.html')}.md").is_file()}


def test_it_is_refused_as_a_path_below_docs(made, make_tree):
    assert any(path.startswith("dwibahasa/") for path in made)
    # A page becomes an .html; all else would be published as it is.
    sources = {f"docs/{path.removesuffix('.html')}.md" if path.endswith(".html") else f"docs/{path}" for path in made}
    root = make_tree(dict.fromkeys(sources, "x"))
    theme = f"theme: {{name: {THEME['name']}, custom_dir: {ROOT / THEME['custom_dir']}}}\n"
    (root / "mkdocs.yml").write_text(SETTINGS + theme)
    site = load_site(root)
    refused = {issue.path for code in ("H10", "H11") for issue in RULES[code].issues(site)}
    hidden = {path for path in sources if path.removeprefix("docs/") not in site.files}
    assert sources - refused - hidden == set()
