"""What is said of links that lead nowhere: where they would lead, and a cure that works."""

import pytest

from scripts.checks import check_site
from scripts.model.site import load_site

PLAIN = "site_name: N\nmarkdown_extensions: [attr_list]\n"
TEXT = "# A\n\nText.\n"


def two_languages(structure="suffix", options="", more=""):
    return (
        f"site_name: N\nplugins:\n  - i18n:\n      docs_structure: {structure}\n{options}      languages:\n"
        f"        - {{locale: en, name: E, default: true}}\n        - {{locale: fr, name: F}}\n{more}"
        "markdown_extensions: [attr_list]\n"
    )


@pytest.fixture
def said(tmp_path):
    """Writes the files; returns ``path:line code``, message and hint of what the checker finds there."""

    def check(files):
        for path, content in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        issues = check_site(load_site(tmp_path))
        return [(f"{i.path.removeprefix('docs/')}:{i.line} {i.code}", str(i.message), str(i.hint)) for i in issues]

    return check


RAW = '# A\n\n<img src="../../img/x.png" alt="a">\n\n<a href="../../img/x.pdf">p</a>\n'
ASSETS = {"docs/img/x.png": "", "docs/img/x.pdf": ""}


def test_html_on_a_translated_page_is_read_from_where_the_page_stands(said):
    found = said({"mkdocs.yml": two_languages(), "docs/g/a.md": RAW, "docs/g/a.fr.md": RAW, **ASSETS})
    assert found == [
        (
            f"g/a.fr.md:{line} L04",
            f"the link ../../img/x.{suffix} leads to fr/img/x.{suffix}, and the site has no such file",
            f"write it in Markdown, {sign}[…](../img/x.{suffix}), or the address ../../../img/x.{suffix}",
        )
        for line, suffix, sign in ((3, "png", "!"), (5, "pdf", ""))
    ]


def test_the_cure_is_one(said):
    markdown = "# A\n\n![a](../img/x.png) [p](../img/x.pdf) <video src='../../../img/x.png'></video>\n"
    assert said({"mkdocs.yml": two_languages(), "docs/g/a.md": TEXT, "docs/g/a.fr.md": markdown, **ASSETS}) == []


def test_html_on_a_page_that_stands_in_for_a_translation_names_the_language(said):
    found = said({"mkdocs.yml": two_languages(), "docs/g/a.md": RAW, **ASSETS})
    assert [where for where, _, _ in found] == ["g/a.md:3 L04", "g/a.md:5 L04"]
    assert all("for a translation (fr), ../../img/x" in message for _, message, _ in found)
    assert "![…](../img/x.png), or translate" in found[0][2]
    no_fallback = two_languages(options="      fallback_to_default: false\n")
    assert said({"mkdocs.yml": no_fallback}) == []


def test_a_film_is_no_markdown(said):
    files = {"mkdocs.yml": two_languages(more="use_directory_urls: false\n"), "docs/f.mp4": "", "docs/a.md": TEXT}
    (found,) = said({**files, "docs/a.fr.md": "# A\n\n<video src='f.mp4'></video>\n"})
    assert found[::2] == ("a.fr.md:3 L04", "write ../f.mp4")
    (found,) = said({**files, "docs/b.md": "# A\n\n<video src='f.mp4'></video>\n", "docs/a.fr.md": TEXT})
    assert found[::2] == ("b.md:3 L04", "translate the page: no address is right in both places")


def test_an_anchor_that_the_page_has_only_in_its_own_language(said):
    files = {"docs/a.md": "# A\n\n[x](b.md#two)\n", "docs/b.md": "# B\n\n## Two\n", "docs/b.fr.md": "# B\n\n## Deux\n"}
    (found,) = said({"mkdocs.yml": two_languages(), **files})
    assert found[0] == "a.md:3 L03"
    assert "(fr), the link leads to docs/b.fr.md, which has no anchor #two" in found[1]
    assert said({"mkdocs.yml": two_languages(options="      fallback_to_default: false\n")}) == []


def test_an_address_that_works_is_not_called_absent(said):
    body = "# A\n\n[a](index.html)\n\n[b](b/index.html#b)\n\n[v](v1.2)\n\n[w](v1.2/) [b](b/)\n"
    found = said({"mkdocs.yml": PLAIN, "docs/index.md": body, "docs/b.md": "# B\n", "docs/v1.2.md": TEXT})
    assert [(where, hint) for where, _, hint in found] == [
        ("index.md:3 L01", "write index.md"),
        ("index.md:5 L01", "write b.md#b"),
        ("index.md:7 L01", "write v1.2.md"),
    ]
    assert all("is an address of the finished site" in message for _, message, _ in found)


# Each hint, "" where the link should give none.
HINTS = {
    "[x](url)": "correct the path, or remove the link",
    "[x](helmet_pag.md)": "correct the path, or remove the link",
    "[x](../shild.md)": "write shield.md",
    "[x](/guides/armour/shield.md)": "write shield.md",
    "[x](../../docs/index.md)": "write ../../index.md",
    "[x](../../../docs/guides/armour/shield.md)": "write shield.md",
    "[x](#LABELS)": "did you mean #labels?",
    "[x](#other%20words)": "correct the link, or remove what follows #",
    "[x](#_6)": "correct the link, or remove what follows #",
    "[x](#-_2)": "correct the link, or remove what follows #",
    "[x](#new-thing)": "give the heading the id {#new-thing}, or correct the link",
    "![x](../../assets/logo.pgn)": "did you mean ../../assets/logo.png?",
    "![x](logo.png)": "did you mean ../../assets/logo.png?",
    "[x](../../assets/logo.pdf)": "add the file, or correct the path",
    "<img src='assets/logo.png' alt='x'>": "did you mean ../../../assets/logo.png?",
    "<a href='sheild'>x</a>": "write ../shield/",
}


@pytest.mark.parametrize("link", HINTS)
def test_a_hint_is_a_cure(link, said):
    files = {
        "mkdocs.yml": PLAIN,
        "docs/index.md": "# I\n",
        "docs/assets/logo.png": "",
        "docs/guides/armour/shield.md": "# S\n",
        "docs/guides/armour/helmet_page.md": f"# H\n\n{link}\n\n## Labels\n",
    }
    (found,) = said(files)
    assert found[0].startswith("guides/armour/helmet_page.md:3 L")
    if not link.startswith("[x](/"):
        assert found[2] == HINTS[link]
    better = found[2].removeprefix("write ").removeprefix("did you mean ").removesuffix("?")
    if better != found[2]:
        cured = f"<a href='{better}'>x</a>" if link.startswith("<") else f"[x]({better})"
        assert said({"docs/guides/armour/helmet_page.md": f"# H\n\n{cured}\n\n## Labels\n"}) == []


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        (
            "plugins: [macros]\nmarkdown_extensions: [attr_list]\n",
            "give the heading the id {: #x }, or correct the link",
        ),
        ("plugins: []\n", "correct the link, or remove what follows #"),
    ],
)
def test_an_id_is_proposed_as_the_site_can_write_it(more, hint, said):
    (found,) = said({"mkdocs.yml": f"site_name: N\n{more}", "docs/a.md": "# A\n\n[x](#x)\n"})
    assert found[2] == hint


def test_html_that_changes_the_language_is_shown_the_right_address(said):
    config = two_languages("folder")
    link = "# A\n\n<a href='../en/'>e</a>\n"
    (found,) = said({"mkdocs.yml": config, "docs/en/index.md": TEXT, "docs/fr/index.md": link})
    assert found[::2] == ("fr/index.md:3 L05", "write ../")
    assert said({"docs/fr/index.md": link.replace("../en/", "../")}) == []


def test_a_house_with_both_languages_names_neither(said):
    files = {
        "docs/a.md": "# A {#a}\n\n![i](i.en.png)\n",
        "docs/a.fr.md": "# A {#a}\n\n[p](b.fr.md#x)\n\n![i](i.fr.png)\n\n[own](#a) [b](b.md)\n",
        "docs/b.md": "# B {#x}\n",
        "docs/b.fr.md": "# B {#x}\n",
        "docs/i.fr.png": "",
        "docs/i.en.png": "",
    }
    assert said({"mkdocs.yml": two_languages(), **files}) == []
    found = said({"mkdocs.yml": two_languages(more="extra: {check_families: [B]}\n")})
    assert [(where, hint) for where, _, hint in found] == [
        ("a.fr.md:3 L05", "write b.md#x"),
        ("a.fr.md:5 L05", "write i.png"),
        ("a.md:3 L05", "write i.png"),
    ]


# As a reader's browser parts a srcset: a comma may belong to an address, and blanks stand anywhere.
@pytest.mark.parametrize(
    ("srcset", "columns"),
    [
        ("i.png", []),
        ("x.png", [14]),
        ("x.png, y.png 2x", [14, 21]),
        ("i.png 1x,y.png 2x", [23]),
        ("  i.png 100w , y.png", [29]),
        ("i.png?a=1,2 1x, x.png?b,c 2x", [30]),
        ("i.png 1x, i.png 2x, x.png 3x", [34]),
        ("https://x.org/a.png 1x, x.png", [38]),
        ("data:image/gif;base64,R0lGOD 1x, x.png 2x", [47]),
        ("", []),
    ],
)
def test_every_picture_of_a_srcset(srcset, columns, make_tree):
    root = make_tree(
        {"mkdocs.yml": PLAIN, "docs/i.png": "", "docs/index.md": f'# A\n\n<img srcset="{srcset}" alt="a">\n'}
    )
    assert [(issue.code, issue.column) for issue in check_site(load_site(root))] == [("L04", at) for at in columns]


NAVS = {
    "one language's file": (two_languages(more="nav: [a.fr.md]\n"), ["write a.md"]),
    "one language's file in a folder": (two_languages("folder", more="nav: [fr/a.md]\n"), ["write a.md"]),
    "the default language's file": (two_languages("folder", more="nav: [en/a.md]\n"), []),
    "a nav of its own": (two_languages(more="nav: [a.md]\n").replace("name: F", "name: F, nav: [a.fr.md]"), []),
}


@pytest.mark.parametrize("name", NAVS)
def test_the_nav_names_pages_that_the_build_has(name, said):
    config, hints = NAVS[name]
    files = {"docs/a.md": TEXT, "docs/a.fr.md": TEXT, "docs/en/a.md": TEXT, "docs/fr/a.md": TEXT}
    kept = {path: text for path, text in files.items() if ("folder" in config) == (path.count("/") == 2)}
    found = said({"mkdocs.yml": config, **kept})
    assert [hint for where, _, hint in found if where.endswith("L10")] == hints


def test_a_page_that_only_another_language_has_in_its_nav_left_the_menu(said):
    config = two_languages(more="nav: [a.fr.md, b.md]\nvalidation: {omitted_files: warn}\n")
    found = said({"mkdocs.yml": config, "docs/a.md": TEXT, "docs/a.fr.md": TEXT, "docs/b.md": TEXT})
    assert [where for where, _, _ in found] == ["a.md:1 L09", "mkdocs.yml:8 L10"]


def test_the_place_of_a_link_without_an_address(make_tree):
    body = 'The data of the year.\n\n<img src="i.png" alt="a">\n\n'
    body += 'See [there]() <a data-href="" href= "i.png">x</a> <a href>y</a>.\n'
    root = make_tree({"mkdocs.yml": PLAIN, "docs/i.png": "", "docs/index.md": "# A\n\n" + body})
    assert [(issue.code, issue.line, issue.column) for issue in check_site(load_site(root))] == [
        ("L08", 7, 13),
        ("L08", 7, 58),
    ]
