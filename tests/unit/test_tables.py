"""The tables of rules in the documents are what the files of the families say."""

import pytest

from scripts.checks import CODES
from scripts.checks.explanation import families
from scripts.commands.tables import TABLES, TableError, main, renewed
from tests.support.project import ROOT


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_up_to_date(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text == renewed(name, text), f"the tables of rules in {name} are not up to date; run `make tables`"


def test_a_family_holds_the_codes_of_its_letter():
    assert {letter: list(family.codes) for letter, family in families().items()} == {
        letter: sorted(code for code in CODES if code[0] == letter) for letter in sorted({code[0] for code in CODES})
    }


def test_what_writers_are_asked_is_said_in_both_languages():
    assert {tuple(family.asks) for letter, family in families().items() if letter != "E"} == {("id", "en")}
    assert families()["E"].asks == {}


def test_the_command_renews_tables_and_nothing_else(tmp_path, capsys):
    (tmp_path / "scripts").mkdir()
    for name in TABLES:
        text = (ROOT / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("| L | ", "| L | old: "), encoding="utf-8")
    assert main(tmp_path) == 0
    for name in TABLES:
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
    (tmp_path / "CONTRIBUTING.md").unlink()
    assert main(tmp_path) == 2
    assert capsys.readouterr().err == "tables: CONTRIBUTING.md: No such file or directory\n"


def test_a_document_without_a_place_for_its_table_is_named():
    with pytest.raises(TableError, match="no table stands between <!-- rules"):
        renewed("scripts/README.md", "# A\n<!-- rules: made by `make tables` -->\n")
