import pytest

from scripts.checks import check_site
from scripts.model.site import load_site

CONFIG = """\
site_name: A
markdown_extensions: [attr_list]
plugins:
  - i18n:
      docs_structure: {structure}
      languages:
        - {{locale: id, name: A, default: true}}
        - {{locale: en, name: B}}
        - {{locale: jv, name: C}}
"""
GLOSSARY = """\
terms:
  - id: klien
    locales:
      id: {term: klien, avoid: {klient: Ejaan asing.}, definition: Orang.}
      en: {term: client, definition: A person.}
"""
FOLDERS = {f"docs/{locale}/a.md": "Klien, client.\n" for locale in ("id", "en", "jv")}
SUFFIXES = {"docs/a.md": "Klien, client.\n", "docs/a.en.md": "Klien, client.\n", "docs/a.jv.md": "Klien, client.\n"}


@pytest.fixture
def findings(make_tree):
    def check(files, structure="suffix"):
        site = load_site(make_tree({"mkdocs.yml": CONFIG.format(structure=structure), **files}))
        return [f"{i.path}:{i.line}:{i.column} {i.code}" for i in check_site(site)]

    return check


@pytest.mark.parametrize(("files", "structure"), [(SUFFIXES, "suffix"), (FOLDERS, "folder")])
def test_a_language_that_the_glossary_lacks_has_no_terms(files, structure, findings, real_schemas):
    assert findings({**files, **real_schemas, "docs/_data/glossary.yml": GLOSSARY}, structure) == []


@pytest.mark.parametrize(
    ("files", "structure", "expected"),
    [
        ({"docs/a.md": "A.\n", "docs/a.jv.md": "A.\n"}, "suffix", []),
        ({"docs/a.jv.md": "A.\n"}, "suffix", ["docs/a.jv.md:1:1 P01"]),
        ({"docs/jv/a.md": "A.\n", "docs/en/a.md": "A.\n"}, "folder", ["docs/en/a.md:1:1 P01"]),
    ],
)
def test_a_page_that_the_default_language_lacks_is_a_finding(files, structure, expected, findings):
    assert findings(files, structure) == expected


def test_in_folders_a_link_names_a_language_by_leaving_its_own(findings):
    files = {**FOLDERS, "docs/jv/b.md": "B.\n", "docs/en/b.md": "B.\n", "docs/id/b.md": "é [a](a.md) [a](../en/a.md)\n"}
    assert findings(files, "folder") == ["docs/id/b.md:1:17 L05"]


def test_an_untranslated_target_is_reached_in_the_default_language(findings):
    files = {
        "docs/a.md": "A.\n",
        "docs/b.md": "[a](a.md)\n",
        "docs/b.en.md": "[a](a.md)\n",
        "docs/b.jv.md": "[a](c.md)\n",
    }
    assert findings(files) == ["docs/b.jv.md:1:5 L01"]


@pytest.mark.parametrize("identifier", ["{#a}", ""])
def test_headings_alike_are_told_apart(identifier, findings):
    body = f"# A {identifier}\n\nB.\n\n## A {identifier}\n"
    three = {"docs/c.md": body, "docs/c.en.md": body, "docs/c.jv.md": body.replace("## A", "### A")}
    assert findings(three)[0] == "docs/c.jv.md:5:1 P02"
