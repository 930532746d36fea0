"""Whoever looks for a rule or a command finds it where the names say."""

import ast
import re

import pytest

from tests.support.project import ROOT

SCRIPTS = ROOT / "scripts"
FAMILIES = sorted(folder for folder in (SCRIPTS / "checks").iterdir() if (folder / "__init__.py").is_file())
RULE = re.compile(r'^@rule\(\s*"(\w\d\d)"', re.M)
LISTED = re.compile(r"^(\w\d\d(?:, \w\d\d)*): ``(\w+\.py)``$", re.M)


def doc(file):
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


def held(folder):
    """The codes of the rules in each module of the folder that has some."""
    codes = {file.name: RULE.findall(file.read_text(encoding="utf-8")) for file in folder.glob("*.py")}
    return {name: sorted(found) for name, found in codes.items() if found}


def test_the_folders_are_found():
    assert len(FAMILIES) > 3


@pytest.mark.parametrize("folder", FAMILIES, ids=lambda folder: folder.name)
def test_the_folder_of_a_family_says_where_each_rule_is(folder):
    letter = doc(folder / "__init__.py")[0]
    assert {name: codes.split(", ") for codes, name in LISTED.findall(doc(folder / "__init__.py"))} == held(folder)
    assert {code[0] for codes in held(folder).values() for code in codes} == {letter}


def test_a_module_beside_the_folders_holds_one_family_and_names_it():
    families = {file: {code[0] for code in codes} for file, codes in held(SCRIPTS / "checks").items()}
    assert families
    for name, letters in families.items():
        assert letters == {doc(SCRIPTS / "checks" / name)[0]}


def test_nothing_imports_commands():
    """But their tests; `python -m scripts` starts them by name."""
    code = [file for file in SCRIPTS.rglob("*.py") if file.parent.name != "commands"]
    assert len(code) > 100
    assert [
        file for file in code if re.search(r"^\s*(?:from|import) scripts\.commands", file.read_text("utf-8"), re.M)
    ] == []
