"""What the documents say of the rules and of the files of this project is true."""

import re
import subprocess

import pytest

from scripts.checks import CODES
from tests.support.project import ROOT

PLAN = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
RULE = re.compile(r"\b(?P<code>[A-Z]\d\d) [^,(]*(?:, (?![A-Z]\d\d )[^,(]*)*(?:\((?P<severity>warning)\))?")
# A path with a folder, as it stands between backticks.
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]+)`")
MERGING = re.compile(r"^(?:<{7}|>{7}|\|{7}) |^={7}$", re.M)


def table_of_rules(text):
    """The severity of each code in the table of families."""
    found = {}
    for row in re.findall(r"^\| [A-Z] \|[^|]*\| (.*) \|$", text, re.M):
        for match in RULE.finditer(row):
            assert match["code"] not in found
            found[match["code"]] = match["severity"] or "error"
    return found


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [name for name in listed.decode().split("\0") if name]


def test_the_table_of_rules_names_every_code_with_its_severity():
    assert table_of_rules(PLAN) == {code: known.severity for code, known in CODES.items()}


def test_the_table_is_read_as_people_read_it():
    rows = ("| Q | x | Q01 a, or b, Q02 c (warning), Q03 d |", "| R | y | R01 a, R02 b (warning) |")
    severities = {"Q01": "error", "Q02": "warning", "Q03": "error", "R01": "error", "R02": "warning"}
    assert table_of_rules("\n".join(rows)) == severities


@pytest.mark.parametrize("document", ["scripts/README.md", "README.md", "CONTRIBUTING.md"])
def test_every_file_that_a_document_names_is_there(document):
    files = {short for name in tracked() for short in (name, name.removeprefix("scripts/"))}
    # Other folders are those of the finished site and of the cache; pages come and go.
    folders = {name.partition("/")[0] for name in files if "/" in name} - {"docs"}
    named = PATH.findall((ROOT / document).read_text(encoding="utf-8"))
    asked = {path for path in named if path.partition("/")[0] in folders}
    assert asked - files == set()


def test_no_file_holds_the_marks_of_a_merge():
    files = [ROOT / name for name in tracked() if (ROOT / name).is_file()]
    assert len(files) > 100
    assert [file.name for file in files if MERGING.search(file.read_bytes().decode("utf-8", "replace"))] == []
