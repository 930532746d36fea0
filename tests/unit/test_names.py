"""Names and texts that hold line ends, commands and marks of direction: nothing that is printed may obey them."""

import json
import re

import pytest

from scripts.checks import ERROR, Issue
from scripts.checks.formats import FORMATS, as_github, as_json, as_text
from scripts.commands.changes import as_markdown
from scripts.commands.check import main
from scripts.commands.status import main as status
from scripts.core.message import say, visible
from scripts.model.site import load_site
from scripts.status.report import Report

PAGE = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\nSebuah [tautan]({}).\n"
NAMES = [
    "a\n::error::x",
    "a\r::error::x",
    "a\r\n::stop-commands::x",
    "a\x1b[31mb",
    "a\x9b31mb",
    "a\u202eb",
    "a\u2028b",
    "a\x85b",
    "a\x0b::error::b",
    "a%0A::error::b",
    "a|b`c`\n| d |",
    "a\x07\x08\x7f",
    "a\U000e0041b",
    "::error::a",
    "##[error]a",
    "a\udcffb",
]
# What ends a line for anybody, moves the cursor, or turns around the direction of a line.
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
COMMAND = re.compile(r"^\s*::|##\[", re.M)


@pytest.fixture
def root(make_tree):
    files = {f"docs/{name.encode('utf-8', 'replace').decode()}.md": PAGE.format("mati.md") for name in NAMES}
    made = make_tree({**files, "docs/nilai.md": PAGE.format("<mati\u202e.md>")})
    (made / "docs" / "b\udcff.md").write_text(PAGE.format("mati.md"))
    return made


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_check_prints_names_as_they_can_be_shown(form, root, capsys):
    assert main(["--root", str(root), "--format", form]) == 1
    printed = capsys.readouterr()
    for text in printed:
        assert not ACTS.search(text.replace("\udcff", "")), text
    if form == "text":
        assert not COMMAND.search(printed.out)
    else:
        assert {issue["path"] for issue in json.loads(printed.out)} >= {"docs/a\n::error::x.md", "docs/a\u202eb.md"}


def test_annotations_are_one_line_each(root, capsys):
    main(["--root", str(root), "--format", "github"])
    lines = re.split("[\r\n]", capsys.readouterr().out.strip())
    assert all(
        re.match(r"::(error|warning) file=docs/[^,:]*,line=\d+,col=\d+,title=[A-Z]\d\d::", line) for line in lines
    )
    assert any("file=docs/a%0A%3A%3Aerror%3A%3Ax.md," in line for line in lines)
    assert any("file=docs/a%250A%3A%3Aerror%3A%3Ab.md," in line for line in lines)


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_state_prints_names_as_they_can_be_shown(form, root, capsys):
    status(["--root", str(root), "--format", form])
    out = capsys.readouterr().out
    assert not ACTS.search(out)
    assert not COMMAND.search(out)


def test_the_summary_of_a_proposal_holds_names_as_text(root):
    report = Report(load_site(root))
    files = {f"docs/{name}.md": "A" for name in NAMES} | {"docs/x\n## y|z.png": "A"}
    text = as_markdown(report, files)
    assert not ACTS.search(text)
    assert not COMMAND.search(text)
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert all(line.count("|") == 6 for line in rows)
    assert "\n## y" not in text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMATS)
def test_quoted_values_are_text(name, form):
    issue = Issue(f"docs/{name}.md", 1, 1, "L01", ERROR, say("there is no {name}", name=name), say("{name}", name=name))
    shown = FORMATS[form]([issue], "en")
    assert not ACTS.search(shown)
    if form == "github":
        assert len(re.split("[\r\n]", shown)) == 1
    elif form == "text":
        assert len(shown.split("\n")) == 2
        assert not COMMAND.search(shown)


def test_what_people_write_stays_as_it_is():
    for text in ("“é” – 日本 🙂 👩‍👩‍👧 می‌خواهم", "a\\nb", "50 % of it", "C# and F#", "# a", "::"):
        assert visible(text) == text
    issue = Issue("docs/a.md", 1, 1, "L01", ERROR, say("{text}", text="ص ‌ي: 50 %"), say("h"))
    assert "ص ‌ي: 50 %" in as_text([issue], "en")
    assert "ص ‌ي: 50 %" in as_json([issue], "en")
    assert as_github([issue], "en").endswith("50 %25%0Ah")
