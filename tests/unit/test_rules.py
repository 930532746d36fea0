"""Every rule at work: of each of its cases, the checks find exactly what it lists; see ``tests/rules/README.md``."""

import re

import pytest

from scripts.checks import CODES, check_site
from scripts.model.site import load_site
from tests.conftest import CHECKED
from tests.support.cases import FOLDER, cases, found_lines, patch, rules


def unmatched(codes, files):
    lacking = [f"rule {code} lacks its cases in tests/rules/{code}.md" for code in sorted(codes - files)]
    return lacking + [f"tests/rules/{name}.md: there is no such rule" for name in sorted(files - codes)]


def test_every_rule_has_its_file_and_every_file_its_rule():
    assert unmatched({*CHECKED}, rules().keys()) == []


def test_a_rule_without_file_and_a_file_without_rule_are_named():
    assert unmatched({"L01", "L02"}, {"L02", "L2"}) == [
        "rule L01 lacks its cases in tests/rules/L01.md",
        "tests/rules/L2.md: there is no such rule",
    ]


@pytest.mark.parametrize("name", cases())
def test_the_checks_find_in_a_case_exactly_what_it_lists(name, lay_out):
    case, code = cases()[name], name[:3]
    issues = check_site(load_site(lay_out(case)))
    found = found_lines(issues)
    if found != case.expected and case.broken:
        shown = patch(case, found, FOLDER / f"{code}.md")
        pytest.fail(f"The findings of {name} are others. If they are right, give this to git apply:\n\n{shown}", False)
    assert case.broken or found == ()
    assert case.broken == any(issue.code == code for issue in issues)
    for issue in issues:
        assert issue.severity == CODES[issue.code].severity
        assert str(issue.hint)


@pytest.mark.parametrize("code", CHECKED)
def test_a_rule_says_what_it_asks_and_why(code):
    assert re.fullmatch(r"[A-Z]\d\d", code)
    asks, _, why = CODES[code].text.partition("\n\n")
    assert asks.strip().endswith(".")
    assert why.strip().endswith(".")
    assert rules()[code].words == CODES[code].text.split()


def test_issues_come_sorted_and_once(lay_out):
    issues = check_site(load_site(lay_out(cases()["L02/broken"])))
    assert issues == sorted(set(issues))
