"""The files of ``tests/rules``: how they are read and laid out, and that whatever is wrong in one is an error."""

import subprocess

import pytest

from tests.support.cases import FOLDER, SCHEMAS, CaseError, lay, patch, read_rule, unescaped
from tests.support.settings import SETTINGS, with_settings

HEAD = "# L02: link to an anchor\n\nIt asks.\n\nIt says why.\n\n"
BROKEN = (
    "## Broken\n\n`docs/a.md`:\n\n```markdown\n[a](#b)\n```\n\nExpected:\n\n```text\ndocs/a.md:1:1: L02 no b\n```\n\n"
)
CLEAN = "## Clean\n\n`docs/a.md`:\n\n```markdown\nA.\n```\n\n"


@pytest.fixture
def read(tmp_path):
    """Reads a text as the file of rule L02."""

    def read(text, name="L02.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_rule(tmp_path / name)

    return read


@pytest.fixture
def files(read):
    """The files of a clean case with this in it."""
    return lambda text: read(f"{HEAD}{BROKEN}## Clean\n\n{text}").cases[1].files


def test_a_file_holds_words_and_cases(read):
    rule = read(HEAD + BROKEN + CLEAN)
    assert rule.code == "L02"
    assert rule.words == ["It", "asks.", "It", "says", "why."]
    assert [(case.name, case.broken) for case in rule.cases] == [("L02/broken", True), ("L02/clean", False)]
    assert [case.files for case in rule.cases] == [{"docs/a.md": b"[a](#b)\n"}, {"docs/a.md": b"A.\n"}]
    assert [case.expected for case in rule.cases] == [("docs/a.md:1:1: L02 no b",), ()]


def test_what_stands_above_the_cases_belongs_to_each(read):
    shared = "`docs/b.md`:\n\n```\nB.\n```\n\n`docs/c.md` → `b.md`\n\n"
    for case in read(HEAD + shared + BROKEN + CLEAN).cases:
        assert case.files.keys() == {"docs/a.md", "docs/b.md"}
        assert case.links == {"docs/c.md": "b.md"}


def test_a_rule_may_have_several_cases_of_a_kind(read):
    more = CLEAN.replace("Clean", "Clean: in a table")
    assert [case.name for case in read(HEAD + BROKEN + CLEAN + more).cases][2] == "L02/clean: in a table"


def test_a_block_may_hold_fences_and_headings(files):
    assert files("`a.md`:\n\n````markdown\n```\n## Broken\n```\n````\n") == {"a.md": b"```\n## Broken\n```\n"}


def test_several_paths_may_share_a_block(files):
    assert files("`a b.md`, `c.md`,\n`d.md`:\n\n```\nx\n```\n") == dict.fromkeys(("a b.md", "c.md", "d.md"), b"x\n")


def test_an_empty_block_is_an_empty_file(files):
    assert files("`a.md`:\n\n```\n```\n") == {"a.md": b""}


@pytest.mark.parametrize(
    ("form", "written", "data"),
    [
        ("CRLF", "a\\\nb", b"a\\\r\nb\r\n"),
        ("escaped", r"\ufeffa\xff\t\\ é\x20", b"\xef\xbb\xbfa\xff\t\\ \xc3\xa9 \n"),
        ("escaped", "a\\r\nb\n\\", b"a\r\nb\n"),
        ("CRLF, escaped", "a\nb\\", b"a\r\nb"),
    ],
)
def test_bytes_that_nobody_sees_are_written_in_a_form_of_their_own(files, form, written, data):
    assert files(f"`a.md` ({form}):\n\n```\n{written}\n```\n") == {"a.md": data}


def test_settings_are_laid_over_the_common_ones(files):
    assert files("Settings:\n\n```yaml\nextra:\n  a: 1\n```\n") == {
        "mkdocs.yml": with_settings("extra:\n  a: 1\n").encode()
    }
    below = "extra:\n  required_front_matter: [title, description]\n"
    assert with_settings("extra:\n  a: 1\n") == SETTINGS.replace(below, f"{below}  a: 1\n")
    assert with_settings("site_name: Lain\n") == SETTINGS.replace("site_name: Contoh", "site_name: Lain")
    assert with_settings("nav:\n  - a.md\n") == SETTINGS + "nav:\n  - a.md\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (HEAD + BROKEN + CLEAN + "```\na\n```\n", "29: a block needs a line above it"),
        (HEAD + BROKEN + CLEAN + "`a.md` (crlf):\n\n```\na\n```\n", "29: this names neither"),
        (HEAD + BROKEN + CLEAN + "`a.md` -> `b.md`\n", "29: this names neither"),
        (HEAD + BROKEN + CLEAN + "`a.md`:\n\nA sentence.\n", "31: a block has to follow"),
        (HEAD + BROKEN + CLEAN + "`a.md`:\n", "29: a block has to follow"),
        (HEAD + BROKEN + CLEAN + "`docs/a.md`:\n\n```\na\n```\n", "31: docs/a.md is given twice"),
        (HEAD + BROKEN + CLEAN + "`docs/a.md` → `b.md`\n", "29: docs/a.md is given twice"),
        (HEAD + "`docs/a.md`:\n\n```\na\n```\n\n" + BROKEN + CLEAN, "17: docs/a.md is given twice"),
        (HEAD + BROKEN + CLEAN + "`../a.md`:\n\n```\na\n```\n", "31: ../a.md lies outside"),
        (HEAD + BROKEN + CLEAN + "Expected:\n\n```\n```\n", "31: one block of what is expected"),
        (HEAD + "Expected:\n\n```\n```\n\n" + BROKEN + CLEAN, "9: one block of what is expected"),
        (HEAD + BROKEN + "Expected:\n\n```\n```\n\n" + CLEAN, "23: one block of what is expected"),
        (HEAD + BROKEN.partition("Expected")[0] + CLEAN, "19: L02/broken lacks"),
        (HEAD + BROKEN, "17: a rule needs a broken case and a clean one"),
        (HEAD + CLEAN, "11: a rule needs a broken case and a clean one"),
        (HEAD + BROKEN + CLEAN + CLEAN, "33: a rule needs"),
        (HEAD, "5: a rule needs"),
        ("", "1: a rule needs"),
        (BROKEN + CLEAN, "1: the file begins with"),
        (HEAD.replace("L02", "L03") + BROKEN + CLEAN, "1: the file begins with"),
        (HEAD + HEAD + BROKEN + CLEAN, "7: the file begins with"),
        (HEAD + "## Brokn\n\n" + BROKEN + CLEAN, "7: the file begins with"),
        (HEAD + "### Part\n\n" + BROKEN + CLEAN, "7: the file begins with"),
        (HEAD + BROKEN + CLEAN.replace("A.", "A.\t"), "26: signs that nobody sees"),
        (HEAD + BROKEN + CLEAN.replace("A.", "A. "), "26: signs that nobody sees"),
        (HEAD + BROKEN + CLEAN.replace("A.", "\ufeffA."), "26: signs that nobody sees"),
        (HEAD + BROKEN + CLEAN + "Settings:\n\n```\n- a\n```\n", "31: settings are keys"),
        (HEAD + BROKEN + CLEAN + "`a.md` (escaped):\n\n```\n\\q\n```\n", r"31: there is no escape \q"),
    ],
)
def test_what_is_not_understood_or_missing_is_an_error_at_its_line(read, text, wrong):
    with pytest.raises(CaseError) as error:
        read(text)
    assert str(error.value).startswith(f"L02.md:{wrong}")


def test_a_byte_needs_two_digits():
    with pytest.raises(ValueError, match="no escape"):
        unescaped(r"\xf")


def test_a_case_lies_over_the_common_settings_and_the_schemas(read, tmp_path):
    data = "`docs/_data/a.yml`:\n\n```yaml\na: 1\n```\n\n`docs/b.md` → `a.md`\n"
    plain, full = read(HEAD + BROKEN + CLEAN + data).cases
    root = lay(plain, tmp_path / "plain")
    assert {file.relative_to(root).as_posix() for file in root.rglob("*.*")} == {"mkdocs.yml", "docs/a.md"}
    assert (root / "mkdocs.yml").read_text(encoding="utf-8") == SETTINGS
    root = lay(full, tmp_path / "full")
    assert {path: (root / path).read_bytes() for path in SCHEMAS} == SCHEMAS
    assert (root / "docs" / "b.md").readlink().name == "a.md"


def test_a_patch_makes_a_case_list_what_was_found(read, tmp_path):
    found = ("docs/a.md:1:1: L02 no b", "docs/a.md:2:1: L02 no c")
    for text in (HEAD + BROKEN + CLEAN, HEAD + BROKEN.replace("docs/a.md:1:1: L02 no b\n", "") + CLEAN):
        case = read(text).cases[0]
        assert patch(case, case.expected, tmp_path / "L02.md") == ""
        changes = patch(case, found, tmp_path / "L02.md")
        subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=changes, text=True, check=True)
        assert read_rule(tmp_path / "L02.md").cases[0].expected == found


def test_the_example_of_the_read_me_is_one(read):
    example = (FOLDER / "README.md").read_text(encoding="utf-8").split("`````")[1].removeprefix("markdown\n")
    assert len(read(example).cases) == 2
