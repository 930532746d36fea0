"""Every rule at work: its broken fixture gives exactly the findings it lists, its clean one none."""

import re

import pytest

from scripts.checks import CODES, check_site
from scripts.model.site import load_site
from tests.conftest import CHECKED, FIXTURES


def test_every_rule_has_its_fixtures_and_every_fixture_its_rule():
    folders = {folder.name for folder in FIXTURES.iterdir() if folder.is_dir()}
    assert folders == set(CHECKED)
    for code in CHECKED:
        assert (FIXTURES / code / "broken" / "expected.txt").is_file(), code
        assert (FIXTURES / code / "clean" / "docs").is_dir(), code


@pytest.mark.parametrize("code", CHECKED)
def test_the_broken_fixture_gives_exactly_what_it_lists(code, lay_out):
    issues = check_site(load_site(lay_out(FIXTURES / code / "broken")))
    found = [f"{issue.path}:{issue.line}:{issue.column} {issue.code}" for issue in issues]
    expected = (FIXTURES / code / "broken" / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(found) == sorted(expected)
    assert any(line.endswith(f" {code}") for line in expected)
    for issue in issues:
        assert issue.severity == CODES[issue.code].severity
        assert str(issue.message)
        assert str(issue.hint)


@pytest.mark.parametrize("code", CHECKED)
def test_the_clean_fixture_gives_nothing(code, lay_out):
    assert check_site(load_site(lay_out(FIXTURES / code / "clean"))) == []


@pytest.mark.parametrize("code", CHECKED)
def test_a_rule_says_what_it_asks_and_why(code):
    assert re.fullmatch(r"[A-Z]\d\d", code)
    asks, _, why = CODES[code].text.partition("\n\n")
    assert asks.strip().endswith(".")
    assert why.strip().endswith(".")


def test_issues_come_sorted_and_once(lay_out):
    issues = check_site(load_site(lay_out(FIXTURES / "L02" / "broken")))
    assert issues == sorted(set(issues))
