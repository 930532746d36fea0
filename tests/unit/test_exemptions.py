"""Exemptions: how far each reaches, what is none, and that readers, stamps and glosses never notice them."""

import re
import subprocess

import pytest

from scripts.checks import RULES, Issue, check_site
from scripts.checks.exemptions import unexempted, valid_codes
from scripts.core.message import say
from scripts.model.exempt_passages import is_exemption, without_exemptions
from scripts.model.site import load_site
from scripts.model.translation_stamp import blob_id
from scripts.render.article.inline import page_html
from scripts.status.page_states import CURRENT, STALE, translation
from tests.conftest import CHECKED
from tests.support.project import lay_project, rendered

HEAD = "---\ntitle: A\ndescription: A\n---\n\n"
BODY = HEAD.count("\n") + 1


def site_of(make_tree, text, path="docs/a.md"):
    return load_site(make_tree({path: text}))


def reach(site):
    """The codes and the lines of every exemption that counts."""
    return [(*valid_codes(exemption), exemption.first, exemption.last) for exemption in site.exemptions]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<!-- exempt D01: why not -->\none\ntwo\n\nthree\n", (0, 2)),
        ("<!-- exempt D01: why not -->\n\n\none\ntwo\n\nthree\n", (0, 4)),
        ("<!-- exempt D01: why\nnot -->\none\n\ntwo\n", (0, 2)),
        ("<!-- exempt D01: why not -->\n<!-- another comment -->\n\none\n\ntwo\n", (0, 3)),
        ("<!-- exempt D01: why not --> one\ntwo\n", (0, 0)),
        ("zero\none <!-- exempt D01: why not -->\ntwo\n", (1, 1)),
        ("- one\n- two <!-- exempt D01: why not -->\n- three\n", (1, 1)),
        ("| one |\n| --- |\n| two | <!-- exempt D01: why not -->\n", (2, 2)),
        ("> <!-- exempt D01: why not -->\n> one\n>\n> two\n", (0, 1)),
        ('!!! note "x"\n    <!-- exempt D01: why not -->\n    one\n\n    two\n', (1, 2)),
        ('=== "x"\n\n    <!-- exempt D01: why not -->\n\n    one\n    two\n', (2, 5)),
        ("1. x\n\n    <!-- exempt D01: why not -->\n    one\n\n    two\n", (2, 3)),
        ("<!-- exempt D01: why not -->\n## one {#one}\n\ntwo\n", (0, 1)),
        ("<!-- exempt D01: why not -->\n", (0, 0)),
        ("one\n\n<!-- exempt D01: why `not` *now* -->", (2, 2)),
        ("one ` two <!-- exempt D01: why ` not -->\n", None),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_reaches_as_far_as_people_expect(body, lines, end, make_tree):
    site = site_of(make_tree, (HEAD + body).replace("\n", end))
    assert reach(site) == ([("D01", BODY + lines[0], BODY + lines[1])] if lines else [])


@pytest.mark.parametrize(
    "body",
    [
        "`<!-- exempt D01: why not -->`\none\n",
        "```\n<!-- exempt D01: why not -->\n```\n",
        "```html\n<!-- exempt D01: why not -->\n```\n",
        "    <!-- exempt D01: why not -->\n    one\n",
        "\t<!-- exempt D01: why not -->\n",
        "<!-- exempt from tax -->\none\n",
        "<!-- Exempt: nobody -->\none\n",
        "<!-- exempted D01: why not -->\none\n",
        "# exempt D01: why not\n\none\n",
    ],
)
def test_text_and_other_comments_are_no_exemptions(body, make_tree):
    assert site_of(make_tree, HEAD + body).exemptions == ()


def test_of_two_like_comments_the_one_in_code_is_none(make_tree):
    comment = "<!-- exempt D01: why not -->\n"
    body = f"    {comment}\n`{comment.strip()}`\n\n{comment}one\n\n!!! note\n    {comment}    two\n"
    found = sorted(reach(site_of(make_tree, HEAD + body)))
    assert found == [("D01", BODY + 4, BODY + 5), ("D01", BODY + 8, BODY + 9)]


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        ("# exempt P03: why not\ntitle: A\ndescription: A\n", (1, 3)),
        ("# a comment\n# exempt P03: why not\ntitle: A\ndescription: A\n", (1, 4)),
        ("title: A\n# exempt P03: why not\n\n# a comment\ndescription:\n  A\n\nhide: []\n", (3, 7)),
        ("title: A\n# exempt P03: why not\nhide:\n- toc\n\n- nav\ndescription: A\n", (3, 7)),
        ("title: A\n# exempt P03: why not\nhide: [\n  toc\n]\ndescription: A\n", (3, 6)),
        ("title: A # exempt P03: why not\ndescription: A\n", (2, 2)),
        ("title: A\ndescription: >-\n  # exempt P03: text\n  A\n", None),
        ("title: 'A # exempt P03: text'\ndescription: A\n", None),
        ("title: A# exempt P03\ndescription: A\n", None),
        ("title: é😀 # exempt P03: why not\ndescription: A\n", (2, 2)),
    ],
)
def test_a_comment_in_front_matter_reaches_over_the_next_key(front, lines, make_tree):
    site = site_of(make_tree, f"---\n{front}---\n\nText.\n")
    assert reach(site) == ([("P03", *lines)] if lines else [])


def test_mkdocs_yml_and_data_files_have_exemptions_too(make_tree, real_schemas):
    root = make_tree({"docs/a.md": HEAD + "Text.\n", **real_schemas})
    config = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(
        config + "nav:\n  - a.md\n  # exempt L10: it is written by the build\n  - gone.md\n"
    )
    wordings = "{id: {term: satu, definition: Satu.}, en: {term: one, definition: One.}}"
    (root / "docs/_data/glossary.yml").write_text(
        f"terms:\n  # exempt T04: its page follows\n  - id: satu\n    locales: {wordings}\n"
        f"  - id: dua\n    locales: {wordings.replace('atu', 'ua').replace('one', 'two')}\n"
    )
    shown = [(issue.path, issue.code, issue.line) for issue in check_site(load_site(root)) if issue.code != "P01"]
    assert shown == [("docs/_data/glossary.yml", "T04", 5)]


def test_only_the_code_and_the_lines_named_are_exempted(make_tree):
    site = site_of(make_tree, HEAD + "<!-- exempt D01: why not -->\none\n\ntwo\n")

    def issue(line, code, path="docs/a.md"):
        return Issue(path, line, 1, code, "error", say("x"), say("y"))

    kept = {issue(BODY + 3, "D01"), issue(BODY + 1, "T05"), issue(BODY + 1, "D01", "docs/b.md")}
    assert unexempted({*kept, issue(BODY + 1, "D01"), issue(BODY, "D01")}, site.exemptions) == kept


@pytest.mark.parametrize("code", [code for code in CHECKED if code[0] in "FHX"])
def test_safety_and_unreadable_files_are_never_exempted(code, make_tree):
    site = site_of(make_tree, HEAD + f"<!-- exempt {code}: because I say so -->\none\n")
    assert reach(site) == [(BODY, BODY + 1)]
    assert [issue.code for issue in check_site(site) if issue.code[0] == "X"] == ["X01"]


def test_a_script_stays_an_error_whatever_is_exempted(make_tree):
    root = make_tree({"docs/a.md": HEAD + "<!-- exempt H01: ours -->\n<script>a()</script>\n"})
    config = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(config.replace("extra:\n", "extra:\n  check_families: [H]\n"))
    assert {"H01", "X01"} <= {issue.code for issue in check_site(load_site(root))}


def test_rules_that_the_site_does_not_ask_for_leave_no_idle_exemption(make_tree):
    site = site_of(make_tree, HEAD + "<!-- exempt D01, S01, E02: why not -->\none\n")
    assert "X02" not in {issue.code for issue in check_site(site)}


def test_while_a_data_file_cannot_be_read_no_exemption_is_called_idle(make_tree, real_schemas):
    page = {"docs/a.md": HEAD + "<!-- exempt T05: why not -->\none\n"}
    root = make_tree({**page, **real_schemas, "docs/_data/glossary.yml": "a: [\n"})
    assert {issue.code for issue in check_site(load_site(root))} == {"F02"}


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<!-- exempt D01: why not -->\n<p>one</p>", "\n<p>one</p>"),
        ("<p>one <!-- exempt D01: why not -->two</p>", "<p>one two</p>"),
        ("<div><p><!-- exempt D01: why not --></p><p>one</p></div>", "<div><p>one</p></div>"),
        ("<p><!-- exempt D01: why <code>not</code> -->one</p>", "<p>one</p>"),
        ("<p><!-- a note -->one</p>", "<p><!-- a note -->one</p>"),
        ("<pre>&lt;!-- exempt D01: x --&gt;</pre>", "<pre>&lt;!-- exempt D01: x --&gt;</pre>"),
    ],
)
def test_readers_get_the_page_without_the_comment(html, left, make_tree):
    site = site_of(make_tree, HEAD + "one\n")
    assert page_html(site, site.pages["a", "id"], None, html) == left


def test_the_built_site_holds_no_exemption(tmp_path):
    body = "<!-- exempt T05: dikutip -->\nSatu.\n\n- dua <!-- exempt D01: dikutip -->\n\n`<!-- exempt D01: teks -->`\n"
    root = lay_project(tmp_path / "project")
    page = root / "docs" / "proses.md"
    text = page.read_text(encoding="utf-8").replace("---\n", "---\n# exempt P01: nanti\n", 1)
    page.write_text(f"{text}\n{body}", encoding="utf-8")
    rendered(root, tmp_path / "site")
    shown = (tmp_path / "site" / "proses.html").read_text(encoding="utf-8")
    assert "<code>&lt;!-- exempt D01: teks --&gt;</code>" in shown
    assert re.findall("exempt [A-Z]", shown) == ["exempt D"]
    for file in (tmp_path / "site").rglob("search_index*"):
        assert "dikutip" not in file.read_text(encoding="utf-8")


ORIGINAL = HEAD + "one\n\ntwo\n"
EXEMPTED = [
    ORIGINAL.replace("two", "<!-- exempt D01: why not -->\ntwo"),
    ORIGINAL.replace("two", "<!-- exempt D01: why\nnot -->\n\ntwo"),
    ORIGINAL.replace("two", "two <!-- exempt D01: why not -->"),
    ORIGINAL.replace("title", "# exempt P01: why not\ntitle"),
    ORIGINAL.replace("title: A", "title: A  # exempt T05: why not"),
]


@pytest.mark.parametrize("text", EXEMPTED)
def test_the_text_without_its_exemptions_is_what_it_was(text):
    assert without_exemptions(text) == ORIGINAL


def test_comments_in_code_belong_to_the_text():
    text = HEAD + "`<!-- exempt D01: x -->`\n\n```\n<!-- exempt D01: x -->\n```\n<!-- a note -->\n"
    assert without_exemptions(text) == text


@pytest.mark.parametrize("text", EXEMPTED)
def test_a_translation_stays_current_when_its_original_gets_an_exemption(text, make_tree):
    translated = (
        f'---\ntitle: A\ndescription: A\nsource: {{lang: id, blob: "{blob_id(ORIGINAL.encode())}"}}\n---\n\nOne\n'
    )
    for original, state in ((text, CURRENT), (text.replace("one", "three"), STALE)):
        site = load_site(make_tree({"docs/a.md": original, "docs/a.en.md": translated}))
        assert translation(site, site.pages["a", "en"]) == state
        assert [issue.code for issue in RULES["S01"].issues(site)] == ([] if state == CURRENT else ["S01"])


def test_a_translation_stays_current_when_an_exemption_goes(make_tree):
    text = EXEMPTED[0]
    translated = f'---\ntitle: A\ndescription: A\nsource: {{lang: id, blob: "{blob_id(text.encode())}"}}\n---\n\nOne\n'
    root = make_tree({"docs/a.md": text, "docs/a.en.md": translated})
    for command in (["init", "-q"], ["add", "docs/a.md"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    (root / "docs" / "a.md").write_text(ORIGINAL)
    assert list(RULES["S01"].issues(load_site(root))) == []


def test_the_words_of_an_exemption_are_those_of_people():
    assert is_exemption("<!-- exempt D01, T05: quoted -->")
    assert is_exemption("<!--exempt D01-->")
    assert is_exemption("# exempt T04: soon")
    assert not is_exemption("<!-- exemptions: none -->")


def test_two_lines_across_a_page_are_no_front_matter(make_tree):
    text = "---\n\n<!-- exempt D01: why not -->\none\n\n---\n\ntwo\n"
    assert reach(site_of(make_tree, text)) == [("D01", 3, 4)]
    assert without_exemptions(text) == "---\n\none\n\n---\n\ntwo\n"
