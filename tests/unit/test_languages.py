import pytest

from scripts.checks import check_site
from scripts.commands import check
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
    found = [finding for finding in findings(three) if finding.endswith("P02")]
    assert found == ["docs/c.jv.md:5:1 P02"]


@pytest.mark.parametrize(
    ("one", "other", "path", "place", "ids"),
    [
        ("## One {#one}\n\n## Two {#two}\n", "## Un\n\n## Deux\n", "docs/a.en.md", 1, "#one, #two"),
        ("## One\n\n## Two\n", "## Un {#un}\n\n## Deux {#deux}\n", "docs/a.md", 1, "#un, #deux"),
        ("## A {#a}\n\n## B {#b}\n", "## A {#a}\n\n## Deux\n", "docs/a.en.md", 3, "#b"),
        ("## A\n\n## B {#b}\n\n## C {#c}\n", "## A\n\n## Deux\n\n## Trois\n", "docs/a.en.md", 3, "#b, #c"),
        ("# A {#a}\n\n## B {#b}\n", "Un\n==\n\nDeux\n----\n", "docs/a.en.md", 1, "#a, #b"),
    ],
)
def test_headings_without_the_ids_of_their_counterparts_are_one_finding(one, other, path, place, ids, make_tree):
    files = {"mkdocs.yml": CONFIG.format(structure="suffix"), "docs/a.md": one, "docs/a.en.md": other}
    (issue,) = [issue for issue in check_site(load_site(make_tree(files))) if issue.code == "P02"]
    assert (issue.path, issue.line) == (path, place)
    assert f"have the ids {ids}, their counterparts here have none" in str(issue.message)


def test_headings_of_other_levels_are_not_said_to_be_of_another_number(make_tree):
    files = {
        "mkdocs.yml": CONFIG.format(structure="suffix"),
        "docs/a.md": "# A\n\n## B\n",
        "docs/a.en.md": "# A\n\n### B\n",
    }
    (issue,) = [issue for issue in check_site(load_site(make_tree(files))) if issue.code == "P02"]
    assert str(issue.message) == "from here on the headings have other levels than those of docs/a.md"


@pytest.mark.parametrize(("plugin", "mark"), [("macros", "{: #satu }"), ("search", "{#satu}")])
def test_ids_are_proposed_and_written_as_the_site_can_read_them(plugin, mark, make_tree, capsys):
    settings = CONFIG.format(structure="suffix").replace("plugins:\n", f"plugins:\n  - {plugin}\n")
    settings += "extra:\n  check_families: [B]\n"
    files = {"docs/a.md": "## Satu\n\n[x](b.md#satu)\n", "docs/a.en.md": "## One\n", "docs/b.md": "x\n"}
    root = make_tree({"mkdocs.yml": settings, **files})
    hints = {issue.code: str(issue.hint) for issue in check_site(load_site(root))}
    assert mark.replace("satu", "…") in hints["B02"]
    assert mark in hints["L02"]
    assert all("{#" not in hint for hint in hints.values()) == (plugin == "macros")
    check.main(["--fix", "--root", str(root)])
    assert (root / "docs/a.en.md").read_text() == f"## One {mark}\n"


def test_an_attribute_list_is_never_made_to_begin_a_comment(make_tree):
    settings = CONFIG.format(structure="suffix").replace("plugins:\n", "plugins:\n  - macros\n")
    settings += "extra:\n  check_families: [B]\n"
    files = {"docs/a.md": "## Satu {.x}\n", "docs/a.en.md": "## One {: .y }\n"}
    root = make_tree({"mkdocs.yml": settings, **files})
    check.main(["--fix", "--root", str(root)])
    assert (root / "docs/a.md").read_text() == "## Satu {.x #satu}\n"
    assert (root / "docs/a.en.md").read_text() == "## One {: #satu .y }\n"
