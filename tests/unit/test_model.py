from pathlib import Path

import pytest

from scripts.checks import check_site
from scripts.model.settings.config import ConfigError, load_config
from scripts.model.site import load_site
from tests.support.project import ROOT, real_site

SUFFIX = """\
site_name: a
plugins:
  - search
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: id, name: A, default: true}
        - {locale: en, name: B}
        - {locale: jv, name: C}
"""
FOLDER = SUFFIX.replace("docs_structure: suffix", "docs_structure: folder")
PAGE = "---\ntitle: A\ndescription: A\n---\n\n# A {#a}\n\nB.\n"


@pytest.fixture
def config(make_tree):
    return lambda text: load_config(make_tree({"mkdocs.yml": text}))


@pytest.mark.parametrize(
    ("path", "slug", "locale"),
    [
        ("index.md", "index", "id"),
        ("index.en.md", "index", "en"),
        ("index.jv.md", "index", "jv"),
        ("a/b.md", "a/b", "id"),
        ("a/b.en.md", "a/b", "en"),
        ("a.b.md", "a.b", "id"),
        ("a.b.en.md", "a.b", "en"),
        ("v1.0/a.md", "v1.0/a", "id"),
        ("a.fr.md", "a.fr", "id"),
        ("en.md", "en", "id"),
        ("en/a.md", "en/a", "id"),
        ("a.en.svg", "a.svg", "en"),
        ("a.svg", "a.svg", "id"),
        ("a/", "a/", "id"),
        ("LICENSE", "LICENSE", "id"),
    ],
)
def test_the_language_of_a_file_is_its_suffix(path, slug, locale, config):
    assert config(SUFFIX).split(path) == (slug, locale)


@pytest.mark.parametrize(
    ("path", "slug", "locale"),
    [
        ("id/index.md", "index", "id"),
        ("en/index.md", "index", "en"),
        ("jv/a/b.md", "a/b", "jv"),
        ("en/a.b.md", "a.b", "en"),
        ("en/a.id.md", "a.id", "en"),
        ("en/a.svg", "a.svg", "en"),
        ("index.md", "index", "id"),
        ("en.md", "en", "id"),
        ("fr/a.md", "fr/a", "id"),
    ],
)
def test_the_language_of_a_file_is_its_folder(path, slug, locale, config):
    assert config(FOLDER).split(path) == (slug, locale)


@pytest.mark.parametrize(("text", "start"), [(SUFFIX, ""), (FOLDER, "id/")])
@pytest.mark.parametrize("slug", ["index", "a/b", "a.b", "v1.0/a"])
@pytest.mark.parametrize("locale", ["id", "en", "jv"])
def test_the_file_of_a_page_is_split_into_the_page_again(text, start, slug, locale, config):
    settings = config(text)
    assert settings.split(settings.file(slug, locale)) == (slug, locale)
    assert settings.file(slug, "id") == f"{start}{slug}.md"


@pytest.mark.parametrize(
    ("text", "locales", "default"),
    [
        (SUFFIX, ("id", "en", "jv"), "id"),
        (SUFFIX.replace("name: B", "name: B, build: false"), ("id", "jv"), "id"),
        (SUFFIX.replace(", default: true", ""), ("id", "en", "jv"), "id"),
        (SUFFIX.replace(", default: true", "").replace("name: C", "name: C, default: true"), ("id", "en", "jv"), "jv"),
        ("site_name: a\nplugins:\n  i18n:\n    languages: [{locale: id, name: A}]\n", ("id",), "id"),
        ("site_name: a\nplugins: [search]\n", ("en",), "en"),
        ("site_name: a\n", ("en",), "en"),
    ],
)
def test_the_languages(text, locales, default, config):
    settings = config(text)
    assert (settings.locales, settings.default_locale) == (locales, default)


NAV = """\
site_name: a
nav:
  - index.md
  - A: a.md
  - B:
      - b/index.md
      - C:
          - D: b/c.md
          - https://a.id/
      - E: b/e.md
  - Outside: //a.id/
  - folder/
"""


def test_a_nested_nav_is_read_in_order_with_its_places(config):
    assert [(path, place.line, place.column) for path, place in config(NAV).nav] == [
        ("index.md", 3, 5),
        ("a.md", 4, 8),
        ("b/index.md", 6, 9),
        ("b/c.md", 8, 16),
        ("b/e.md", 10, 12),
        ("folder/", 12, 5),
    ]


@pytest.mark.parametrize("text", ["site_name: a\n", "site_name: a\nnav:\n", "site_name: a\nnav: []\n"])
def test_no_nav(text, config):
    assert config(text).nav is None


def test_a_nav_that_holds_itself_cannot_be_read(config):
    with pytest.raises(ConfigError, match="itself"):
        config("site_name: a\nnav: &a [index.md, *a]\n")


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ("", {"index.md", "draft/a.md", "a.tmp.md", "draft.md"}),
        ("/draft/", {"index.md", "a.tmp.md", "draft.md"}),
        ("*.tmp.md", {"index.md", "draft/a.md", "draft.md"}),
        ("draft*\n!draft.md", {"index.md", "a.tmp.md", "draft.md"}),
    ],
)
def test_exclude_docs(patterns, left, make_tree):
    indented = "".join(f"  {line}\n" for line in patterns.splitlines())
    files = {"mkdocs.yml": f"site_name: a\nexclude_docs: |\n{indented}"}
    files |= {f"docs/{path}": PAGE for path in ("index.md", "draft/a.md", "a.tmp.md", "draft.md", ".a/b.md", ".c.md")}
    site = load_site(make_tree(files))
    assert site.files == left
    assert {page.path for page in site.pages.values()} == {f"docs/{path}" for path in left}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_any_line_ends_change_nothing(mark, end, make_tree):
    text = "---\ntitle: Judul é\n---\n\n# A {#a}\n\nB [c](c.md).\n"
    site = load_site(make_tree({"docs/index.md": mark + text.replace("\n", end).encode()}))
    page = site.pages["index", "id"]
    assert site.problems == ()
    assert page.meta == {"title": "Judul é"}
    assert page.meta_document.place("title").line == 2
    assert [(section.anchor, section.place.line) for section in page.sections] == [("", 1), ("a", 5)]
    assert [(link.target, link.place.line, link.place.column) for link in page.links] == [("c.md", 7, 7)]


def test_a_page_shows_its_sections_citations_and_data_blocks(make_tree):
    body = PAGE + "\n## C `d` {#c}\n\nE [@f1, 12; -@g2].\n\n[[glossary]]\n"
    page = load_site(make_tree({"docs/index.md": body})).pages["index", "id"]
    assert [(s.anchor, s.level, s.heading, s.place.line) for s in page.sections] == [
        ("", 0, "", 1),
        ("a", 1, "A", 6),
        ("c", 2, "C d", 10),
    ]
    assert [(c.key, c.locator, c.place.line) for c in page.citations] == [("f1", "12", 12), ("g2", "", 12)]
    assert {name: place.line for name, place in page.data_blocks.items()} == {"glossary": 14}
    assert page.section("c").heading == "C d"
    assert page.section("d") is None


def test_a_page_in_another_language_falls_back_to_the_default(make_tree):
    site = load_site(make_tree({"docs/index.md": PAGE, "docs/a.md": PAGE, "docs/a.en.md": PAGE}))
    assert site.page("a", "en").path == "docs/a.en.md"
    assert site.page("index", "en").path == "docs/index.md"
    assert site.page("b", "en") is None
    assert [page.slug for page in site.in_locale("en")] == ["a"]


def test_the_real_site_holds_the_whole_article():
    statements = list(real_site().article.statements())
    assert sorted(statement.number for statement in statements) == list(range(1, len(statements) + 1))
    numbers = {statement.number for statement in statements if statement.duplicate_of is None}
    assert numbers
    assert all(statement.duplicate_of in numbers for statement in statements if statement.number not in numbers)


@pytest.mark.parametrize("locale", ["id", "en"])
def test_every_statement_of_the_real_site_has_its_section(locale):
    for statement in real_site().article.statements():
        if statement.duplicate_of is None:
            page = real_site().pages[statement.slug, locale]
            assert statement.anchor in real_site().anchors(page), statement
            assert statement.summary[locale].strip(), statement


def test_the_real_glossary():
    assert real_site().glossary.terms
    assert all(set(term.wordings) == {"id", "en"} for term in real_site().glossary.terms.values())


@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_real_site_has_readable_pages_in_each_language(locale, counts):
    pages = list(real_site().in_locale(locale))
    assert len(pages) == counts.pages
    assert all(page.readable for page in pages)
    assert all(page.meta["title"] and page.meta["description"] for page in pages)
    assert real_site().problems == ()


def data(name, text):
    schema = (ROOT / "docs" / "_data" / f"{name}.schema.json").read_bytes()
    return {"docs/index.md": PAGE, f"docs/_data/{name}.schema.json": schema, f"docs/_data/{name}.yml": text}


@pytest.mark.parametrize("name", ["glossary", "references", "article"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]\n",
        "- a\n",
        "a\n",
        "1\n",
        "null\n",
        "terms: null\nreferences: null\nsections: null\n",
        "terms: a\nreferences: a\nsections: a\n",
        "terms: [null]\nreferences: [null]\nsections: [null]\n",
        "terms: [[]]\nreferences: [[]]\nsections: [[]]\n",
        "terms: [{id: null, locales: null}]\nreferences: [{id: 1, csl: []}]\nsections: [{id: a, statements: {}}]\n",
        "terms: &a [*a]\nreferences: *a\nsections: *a\n",
        "a: [\n",
        "a: 1\na: 2\n",
        "a: \x00\n",
        "a: 🙂\n",
        "1: 2\n",
        f"a: {'x' * 100_000}\n",
        b"a: \xff\n",
    ],
)
def test_malformed_data_is_a_problem_and_no_more(name, text, make_tree):
    site = load_site(make_tree(data(name, text)))
    assert site.problems
    assert {Path(problem.place.path).stem for problem in site.problems} == {name}
    assert getattr(site, name) is None
    assert check_site(site)


@pytest.mark.parametrize(
    ("front", "line"),
    [("- a", 2), ("a", 2), ("1", 2), ("a: [", 2), ("a: 1\na: 2", 3), ("? [1]\n: a", 2), ("a: \x00", 2)],
)
def test_malformed_front_matter_is_a_problem_at_its_line(front, line, make_tree):
    site = load_site(make_tree({"docs/index.md": f"---\n{front}\n---\n\n# A\n"}))
    (problem,) = site.problems
    assert (problem.kind, problem.place.path, problem.place.line) == ("front-matter", "docs/index.md", line)
    assert not site.pages["index", "id"].readable
    assert any(issue.code == "F03" for issue in check_site(site))


@pytest.mark.parametrize(
    "text",
    [
        "```\nunclosed",
        "~~~\nunclosed\n```\n",
        "<div>\n\nunclosed",
        "<div markdown>\n\nunclosed",
        "<a href='unclosed",
        "<!-- unclosed",
        "</div></p></body></html>",
        "[a](",
        "[a]: ",
        "[@",
        "[[",
        "[[a]]",
        "a\x00b",
        "a\x01\x0b\x1fb",
        "🙂 👩‍👩‍👧 \u202e",
        "x" * 100_000,
        "a " * 50_000,
        "a-" * 50_000,
        "[" * 500,
        "`" * 5000,
        "*" * 5000,
        "<" * 5000,
        "(" * 5000,
        " " * 5_000 + "a",
        ">" * 200 + " a",
        "<div>" * 1000,
        "[a](http://[)",
        "[a](//[)",
        "[a](%ff%00.md#%ff)",
        "<svg><style></svg>",
        "<script>a",
        "<template><p>a",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_what_follows_a_heading_never_keeps_the_page_from_being_read(text, make_tree):
    site = load_site(make_tree({"docs/index.md": f"{PAGE}\n{text}\n", "docs/index.en.md": f"{text}\n"}))
    check_site(site)
    page = site.pages["index", "id"]
    assert page.readable
    assert "a" in page.anchors
    assert page.section("a").place.line == 6


def test_a_readme_beside_the_first_page_of_a_folder_is_told_where_both_languages_are_asked_for(make_tree):
    root = make_tree({"docs/a/index.md": f"{PAGE}\nSatu.\n", "docs/a/README.md": f"{PAGE}\nDua.\n"})
    assert not [issue for issue in check_site(load_site(root)) if issue.code == "P05"]
    settings = (root / "mkdocs.yml").read_text().partition("\nextra:")[0]
    (root / "mkdocs.yml").write_text(f"{settings}\nextra:\n  check_families: [B]\n")
    (found,) = (issue for issue in check_site(load_site(root)) if issue.code == "P05")
    assert (found.path, found.line, found.column) == ("docs/a/README.md", 1, 1)
