import json

import pytest

from scripts.checks import ERROR, WARNING, Issue
from scripts.checks.formats import FORMATS, as_github, as_json, as_text
from scripts.commands.check import main
from scripts.core.message import say

BROKEN = Issue("docs/a.md", 3, 7, "L01", ERROR, say("no such page"), say("write b.md"))
DOUBTFUL = Issue("docs/_data/glossary.yml", 2, 5, "T04", WARNING, say("no page uses it"), say("use it"))
PAGE = "---\ntitle: A\ndescription: A\n---\n\n# A {#a}\n\n"
PAIR = {"docs/index.md": PAGE, "docs/index.en.md": PAGE}
DEAD_LINK = {"docs/index.md": PAGE + "[b](b.md)\n", "docs/index.en.md": PAGE + "[b](b.md)\n"}
UNUSED_TERM = {
    **PAIR,
    "docs/_data/glossary.schema.json": "{}",
    "docs/_data/glossary.yml": (
        "terms:\n"
        "  - id: klien\n"
        "    locales:\n"
        "      id: {term: klien, definition: Orang.}\n"
        "      en: {term: client, definition: A person.}\n"
    ),
}


def test_text_is_a_line_with_the_place_and_a_line_with_the_hint():
    assert as_text([BROKEN], "en") == "docs/a.md:3:7: L01 no such page\n    hint: write b.md"


def test_text_names_the_severity_of_a_warning():
    assert as_text([DOUBTFUL], "en").splitlines()[0] == "docs/_data/glossary.yml:2:5: T04 warning: no page uses it"


def test_github_is_one_annotation_a_line_in_the_order_given():
    assert as_github([BROKEN, DOUBTFUL], "en").splitlines() == [
        "::error file=docs/a.md,line=3,col=7,title=L01::L01 no such page%0Awrite b.md",
        "::warning file=docs/_data/glossary.yml,line=2,col=5,title=T04::T04 no page uses it%0Ause it",
    ]


@pytest.mark.parametrize(
    ("raw", "in_path", "in_text"),
    [
        ("%", "%25", "%25"),
        ("%0A", "%250A", "%250A"),
        ("\n", "%0A", " "),
        ("\r", "%0D", " "),
        (":", "%3A", ":"),
        (",", "%2C", ","),
        ("é", "é", "é"),
    ],
)
def test_github_escapes(raw, in_path, in_text):
    line = as_github([Issue(f"a{raw}b.md", 1, 1, "L01", ERROR, say("m{raw}n", raw=raw), say("h{raw}i", raw=raw))], "en")
    assert line == f"::error file=a{in_path}b.md,line=1,col=1,title=L01::L01 m{in_text}n%0Ah{in_text}i"


def test_json_has_exactly_the_fields_of_an_issue():
    assert json.loads(as_json([BROKEN], "en")) == [
        {
            "path": "docs/a.md",
            "line": 3,
            "column": 7,
            "code": "L01",
            "severity": "error",
            "message": "no such page",
            "hint": "write b.md",
        }
    ]
    (shown,) = json.loads(as_json([BROKEN], "en"))
    assert list(shown) == [
        "path",
        "line",
        "column",
        "code",
        "severity",
        "message",
        "hint",
    ]


def test_json_keeps_letters_readable():
    assert "“é”" in as_json([Issue("a.md", 1, 1, "L01", ERROR, say("“é”"), say("h"))], "en")


@pytest.mark.parametrize(("name", "nothing"), [("text", ""), ("github", ""), ("json", "[]")])
def test_no_issues(name, nothing):
    assert FORMATS[name]([], "en") == nothing


@pytest.mark.parametrize(("name", "nothing"), [("text", ""), ("github", ""), ("json", "[]\n")])
def test_a_clean_site_exits_0(name, nothing, make_tree, capsys):
    assert main(["--format", name, "--root", str(make_tree(PAIR))]) == 0
    printed = capsys.readouterr()
    assert printed.out == nothing
    assert printed.err == "checked 2 pages: 0 errors, 0 warnings\n"


def test_warnings_alone_exit_0(make_tree, capsys):
    assert main(["--root", str(make_tree(UNUSED_TERM))]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("docs/_data/glossary.yml:2:5: T04 warning: ")
    assert printed.err == "checked 2 pages, 1 terms: 0 errors, 1 warnings\n"


@pytest.mark.parametrize("name", FORMATS)
def test_errors_exit_1(name, make_tree, capsys):
    assert main(["--format", name, "--root", str(make_tree(DEAD_LINK))]) == 1
    printed = capsys.readouterr()
    assert printed.out.count("L01") >= 2
    assert printed.err == "checked 2 pages: 2 errors, 0 warnings\n"


def test_json_on_stdout_can_be_parsed(make_tree, capsys):
    main(["--format", "json", "--root", str(make_tree(DEAD_LINK))])
    assert [(i["path"], i["line"], i["column"], i["code"]) for i in json.loads(capsys.readouterr().out)] == [
        ("docs/index.en.md", 8, 5, "L01"),
        ("docs/index.md", 8, 5, "L01"),
    ]


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ("site_name: [a\n", "cannot be read"),
        ("site_name: a\n\tb: c\n", "cannot be read"),
        (b"site_name: \xff\n", "cannot be read"),
        ("site_name: !!python/object/apply:int [a]\n", "cannot be read"),
        ("", "is empty"),
        ("- a\n", "mapping"),
        ("site_name: a\nmarkdown_extensions: [colorsys]\n", "colorsys"),
        ("site_name: a\nmarkdown_extensions: [toc: {no_such_option: 1}]\n", "no_such_option"),
        ("site_name: a\nmarkdown_extensions: toc\n", "markdown_extensions must be"),
        ("site_name: a\nmarkdown_extensions: [1]\n", "extension"),
        ("site_name: a\nmarkdown_extensions: [{}]\n", "extension"),
        ("site_name: a\nmarkdown_extensions: [[toc]]\n", "extension"),
        ("site_name: a\nmarkdown_extensions: [null]\n", "extension"),
        ("site_name: a\nmarkdown_extensions: [toc: x]\n", "extension"),
        ("site_name: a\nnav: a.md\n", "nav must be a list"),
        ("site_name: a\ndocs_dir: pages\n", "pages/: no such folder"),
        ("site_name: a\nplugins: [i18n: {languages: [id]}]\n", "i18n"),
        ("site_name: a\nexclude_docs: 1\n", "exclude_docs must be text"),
    ],
)
def test_a_configuration_that_cannot_be_used_exits_2_with_one_line(config, says, make_tree, capsys):
    assert main(["--root", str(make_tree({**PAIR, "mkdocs.yml": config}))]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert printed.err.startswith("check: ")
    assert says in printed.err


def test_no_mkdocs_yml_exits_2_with_one_line(tmp_path, capsys):
    assert main(["--root", str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == ("check: mkdocs.yml: no such file; run this in the folder that holds mkdocs.yml\n")


def test_no_docs_folder_exits_2_with_one_line(make_tree, capsys):
    assert main(["--root", str(make_tree({}))]) == 2
    assert capsys.readouterr().err == "check: docs/: no such folder; make it, or set docs_dir in mkdocs.yml\n"


def test_an_unknown_format_exits_2(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--format", "xml"])
    assert stopped.value.code == 2
    assert "xml" in capsys.readouterr().err
