"""Ids that the site gives beside those of a page."""

import pytest

from scripts.checks import RULES
from scripts.model.site import load_site

GLOSSARY = """terms:
  - id: klien
    locales:
      id: {term: klien, definition: Orang yang ditolong.}
      en: {term: client, definition: A person who is helped.}
"""


@pytest.mark.parametrize("anchor", ["huruf-a", "huruf-9", "huruf-lain", "klien", "filter"])
@pytest.mark.parametrize("block", ["glossary", "article"])
def test_the_headings_of_the_glossary_have_ids_of_their_own(anchor, block, make_tree, real_schemas):
    page = f"---\ntitle: A\ndescription: A.\n---\n\n## A {{#{anchor}}}\n\nSatu.\n\n[[{block}]]\n"
    site = load_site(make_tree({**real_schemas, "docs/_data/glossary.yml": GLOSSARY, "docs/a.md": page}))
    found = [(issue.path, issue.line) for issue in RULES["L11"].issues(site)]
    assert found == ([("docs/a.md", 6)] if block == "glossary" else [])
