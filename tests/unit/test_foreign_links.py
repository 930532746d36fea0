"""Links of foreign sites in unusual forms: each dead one at its own place, and no other."""

import pytest

from scripts.checks import check_site
from scripts.model.site import load_site

PAGE = "# A\n\n## Part\n"


@pytest.fixture
def found(make_tree):
    """What the checker finds in these files, as ``line:column CODE`` of one of them."""

    def check(files, path="docs/index.md"):
        root = make_tree(files)
        return [f"{i.line}:{i.column} {i.code}" for i in check_site(load_site(root)) if i.path == path]

    return check


def site(more="", **files):
    return {"mkdocs.yml": f"site_name: T\nmarkdown_extensions: [footnotes, attr_list, md_in_html]\n{more}", **files}


# Each shows the address none.md once as a link, and once more as something else, before it.
LOOKALIKES = {
    "a bracket after a backslash": r"\[a](none.md)",
    "the end of a bracket alone": "a](none.md)",
    "text in a block of HTML": "<div>[a](none.md)</div>",
    "code": "`[a](none.md)`",
    "a comment": "<!-- [a](none.md) -->",
}


@pytest.mark.parametrize("text", LOOKALIKES.values(), ids=LOOKALIKES)
def test_a_dead_link_stands_where_it_is_one(text, found):
    assert found(site(**{"docs/index.md": f"# A\n\n{text}\n\n[b](none.md)\n"})) == ["5:5 L01"]


BRACKETS = ["[a [b] c](none.md)", r"[a \] c](none.md)", r"[a \\](none.md)", "![[a]](none.md)", "[![a](i.png)](none.md)"]


@pytest.mark.parametrize("link", BRACKETS)
def test_a_link_with_brackets_in_it_has_its_place(link, found):
    code = "L04" if link.startswith("!") else "L01"
    text = f"# A\n\n- [x](none.md)\n\n{link}\n"
    places = found(site(**{"docs/index.md": text, "docs/i.png": ""}))
    assert places == ["3:7 L01", f"5:{link.index('none') + 1} {code}"]


def test_html_and_markdown_of_one_address_keep_their_places(found):
    i18n = "plugins:\n  - i18n:\n      languages:\n        - {locale: en, name: E, default: true}\n"
    text = "# A\n\nText[^1].\n\n[^1]: ![a](i.png)\n\n![b](i.png)\n\n<p><img src=i.png alt=c></p>\n\n![d](i.png)\n"
    files = site(i18n + "        - {locale: fr, name: F}\n", **{"docs/index.md": text, "docs/i.png": ""})
    # The page stands in for a French one, below fr/, where HTML alone does not find the picture.
    assert found(files) == ["9:13 L04"]


def test_what_a_note_leads_to_is_told_apart_from_the_text(found):
    notes = "[^a]: Go [x](a.md#no)\n[^b]: First.\n\n    Then [x](a.md#yes)\n"
    text = f"# A\n\nOne[^a] two[^b].\n\n{notes}\n[y](a.md#no) [y](a.md)\n"
    assert found(site(**{"docs/index.md": text, "docs/a.md": "# A\n\n## B {#yes}\n"})) == ["5:14 L02", "10:5 L02"]


HOOKS = {
    "a method": "class P:\n    def on_page_markdown(self, text):\n        return text.upper()\n",
    "a function in another": "def on_config(config):\n    def on_page_markdown(text):\n        return ''\n",
    "what it was handed": "def on_page_markdown(markdown, **kwargs):\n    seen.add(markdown)\n    return markdown\n",
    "nothing": "def on_page_content(html, page, **kwargs):\n    if page:\n        return None\n    return\n",
}


@pytest.mark.parametrize("code", HOOKS.values(), ids=HOOKS)
def test_a_hook_that_rewrites_nothing_leaves_anchors_judged(code, found):
    files = site("hooks: [h.py]\n", **{"h.py": code, "docs/index.md": "# A\n\n[x](#none)\n"})
    assert found(files) == ["3:5 L02"]


REWRITING = {
    "in a condition": "if True:\n    def on_page_markdown(text, **k):\n        return text.upper()\n",
    "what it was handed, changed": "def on_page_markdown(text, **k):\n    text += 'x'\n    return text\n",
    "another name": "def change(text, **k):\n    return text.upper()\n\n\non_page_markdown = change\n",
    "in a try": "try:\n    from a import on_page_content\nexcept ImportError:\n    pass\n",
}


@pytest.mark.parametrize("code", REWRITING.values(), ids=REWRITING)
def test_a_hook_that_may_rewrite_pages_leaves_them_unjudged(code, found):
    files = site("hooks: [h.py]\n", **{"h.py": code, "docs/index.md": "# A\n\n[x](#none)\n"})
    assert found(files) == []


def test_a_plugin_in_a_group_makes_its_pages(found):
    group = "plugins:\n  - group:\n      enabled: !ENV [CI, false]\n      plugins:\n        - blog\n        - tags\n"
    text = "# A\n\n[a](blog/category/x.md) [b](blog/2024/01/p.md)\n\n[c](none/x.md)\n"
    assert found(site(group, **{"docs/index.md": text, "docs/blog/index.md": PAGE})) == ["5:5 L01"]


def test_folders_and_patterns_arrange_the_navigation_of_literate_nav(found):
    text = "* [A](s/)\n* [B](none/)\n* [C](none.md)\n* [D](s/*.md)\n"
    files = site(
        "plugins: [literate-nav]\n", **{"docs/SUMMARY.md": text, "docs/s/index.md": PAGE, "docs/index.md": PAGE}
    )
    assert found(files, "docs/SUMMARY.md") == ["2:7 L01", "3:7 L01"]
    named = "plugins:\n  - literate-nav: {nav_file: NAV.md}\n"
    files = site(named, **{"docs/NAV.md": text, "docs/s/index.md": PAGE})
    assert found(files, "docs/NAV.md") == ["2:7 L01", "3:7 L01"]


@pytest.mark.parametrize("plugin", ["ezlinks", "roamlinks", "autolinks"])
def test_a_plugin_finds_files_by_their_names(plugin, found):
    text = "# A\n\n[a](deep.md) ![b](deep.png)\n\n[c](none.md)\n"
    files = {"docs/index.md": text, "docs/x/y/deep.md": PAGE, "docs/img/deep.png": ""}
    assert found(site(f"plugins: [{plugin}]\n", **files)) == ["5:5 L01"]
    assert found(site("", **files)) == ["3:5 L01", "3:19 L04", "5:5 L01"]


def test_an_address_below_site_url_works_beside_paths_from_docs(found):
    more = "site_url: https://ex.org/d/\nvalidation: {absolute_links: relative_to_docs}\n"
    text = "# A\n\n[a](/a.md) [b](/d/a/) [c](/d/a/#part) [d](/d/)\n\n[e](/d/none/)\n\n[f](/none.md)\n\n[g](/d/a/#no)\n"
    assert found(site(more, **{"docs/index.md": text, "docs/a.md": PAGE})) == ["5:5 L01", "7:5 L01", "9:5 L02"]
