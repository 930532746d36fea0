"""Titles that YAML reads as something else: strict where a site requires the key, else only what is wrong."""

import pytest

from scripts.checks import check_site
from scripts.commands.check import main
from scripts.model.site import load_site

FOREIGN = "site_name: A\n"


def found(root):
    return [(i.path, i.line, i.column) for i in check_site(load_site(root)) if i.code == "F08"]


def page(front):
    return f"---\n{front}\n---\n\nSebuah kalimat.\n"


@pytest.mark.parametrize(
    ("value", "column"),
    [
        ("2010-05-01", 8),
        ("2010-05-01 10:00:00", 8),
        ("12:30", 8),
        ("1.10", 8),
        ("1e3", None),
        ("1.0e+3", 8),
        ("0x1F", 8),
        ("017", 8),
        ("1_000", 8),
        (".inf", 8),
        ("Yes", 8),
        ("no", 8),
        ("ON", 8),
        ("!!binary aGFp", 8),
        ("!!int 3", 8),
        ("2010", 8),
        ("[a, b]", 8),
        ("{a: b}", 8),
        ("Pasal #33 UUD 1945", 14),
        ("Pasal # 33", 14),
        ("C #", 10),
        ("&A Perusahaan", 8),
        ("! Awas", 8),
        ('"2010"', None),
        ("'Pasal #33'", None),
        ("Pasal#33", None),
        ("C#", None),
        ("|\n  Pasal #33", None),
        ("Yes and no", None),
        ("12.30", 8),
        ("12.30 WIB", None),
        ("Rp1.000", None),
        ("!!str 2010", None),
        ('"Pasal" # a remark', None),
        ("Pasal # exempt W08: a name", None),
    ],
)
def test_a_required_key_is_text(value, column, make_tree):
    root = make_tree({"docs/nilai.md": page(f"title: {value}\ndescription: Nilai.")})
    assert found(root) == ([("docs/nilai.md", 2, column)] if column else [])


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        # MkDocs shows these as they stand.
        ("2010", False),
        ("2010-05-01", False),
        ("1.5", False),
        ("", False),
        ("~", False),
        ("Title # the second", False),
        ("&t Title\nother: *t", False),
        # And these not.
        ("1.10", True),
        ("12:30", True),
        ("Yes", True),
        ("[a, b]", True),
        ("Issue #33", True),
    ],
)
def test_on_other_sites_only_what_is_shown_wrongly_is_reported(value, wrong, make_tree):
    root = make_tree({"mkdocs.yml": FOREIGN, "docs/index.md": page(f"title: {value}")})
    assert bool(found(root)) == wrong


def test_other_keys_may_hold_anything(make_tree):
    root = make_tree({"mkdocs.yml": FOREIGN, "docs/index.md": page("date: 2010-05-01\ntags: [a]\ndraft: yes\nx: a #b")})
    assert found(root) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nav:\n  - 2010-05-01: index.md\n", None),
        ("nav:\n  - 12:30: index.md\n", (3, 5)),
        ("nav:\n  - A:\n      - no: index.md\n", (4, 9)),
        ("nav:\n  - 'no': index.md\n", None),
        ("copyright: 2010\n", (2, 12)),
        ("site_description: A site #1\n", (2, 26)),
        ("site_description: A site  # a remark\n", None),
        ("copyright: !ENV [NO_SUCH_VARIABLE, '']\n", None),
    ],
)
def test_what_readers_see_of_mkdocs_yml(text, place, make_tree):
    root = make_tree({"mkdocs.yml": FOREIGN + text, "docs/index.md": page("title: A")})
    assert found(root) == ([("mkdocs.yml", *place)] if place else [])


def test_a_language_that_yaml_takes_for_false_is_said_so(make_tree, capsys):
    config = FOREIGN + "plugins: [i18n: {languages: [{locale: no, name: Norsk, default: true}]}]\n"
    assert main(["--root", str(make_tree({"mkdocs.yml": config, "docs/index.md": page("title: A")}))]) == 2
    assert "quotes" in capsys.readouterr().err


def test_a_date_in_a_data_file_is_a_finding_at_its_place(make_tree, real_schemas):
    works = "references:\n  - id: kerja\n    status: verified\n    csl:\n      type: book\n      title: 2010-05-01\n"
    root = make_tree({**real_schemas, "docs/_data/references.yml": works, "docs/nilai.md": page("title: A")})
    issues = [i for i in check_site(load_site(root)) if i.path == "docs/_data/references.yml"]
    assert (6, 7) in [(i.line, i.column) for i in issues]
