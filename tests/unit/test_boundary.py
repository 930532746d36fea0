"""The contract of pyproject.toml about imports sees what it forbids; modules without judged types are there."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.project import ROOT

PROGRAM = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def copy(tmp_path):
    """The code of the tools, which a test may change."""
    for file in (ROOT / "scripts").rglob("*.py"):
        target = tmp_path / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def judged(root):
    command = [PROGRAM, "--no-logo", "--no-cache"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


def test_the_tools_keep_it(copy):
    code, said = judged(copy)
    assert code == 0, said


@pytest.mark.parametrize(
    ("path", "line", "told"),
    [
        (
            "checks/writing/spelling.py",
            "from mkdocs.plugins import event_priority",
            "scripts.checks.writing.spelling -> mkdocs",
        ),
        ("model/page.py", "import material", "scripts.model.page -> material"),
        ("render/article/apa.py", "import mkdocs", "scripts.render.article.apa -> mkdocs"),
        ("model/page.py", "from scripts.checks import check_site", "scripts.model.page -> scripts.checks"),
        ("fix/edit.py", "from scripts.render.article import apa", "scripts.fix.edit -> scripts.render.article.apa"),
        ("status/page_states.py", "from scripts.host import app", "scripts.status.page_states -> scripts.host.app"),
    ],
)
def test_a_forbidden_import_is_named_even_inside_a_function(copy, path, line, told):
    with (copy / "scripts" / path).open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef late():\n    {line}\n")
    code, said = judged(copy)
    assert code == 1
    assert told in said


# What names parts of Material: its classes and attributes, and the ids by which its scripts find them.
MATERIALS = re.compile(r"\bmd-|data-md|__(?:config|drawer|md|palette|search|toc)|\bMaterial's\b")


@pytest.mark.parametrize("folder", ["editions", "render/bilingual"])
def test_no_part_of_the_theme_is_named_where_articles_are_read(folder):
    files = [file for file in (ROOT / "scripts" / folder).rglob("*") if file.is_file() and file.suffix != ".pyc"]
    assert files
    named = {str(file): found for file in files if (found := MATERIALS.findall(file.read_text(encoding="utf-8")))}
    assert not named


@pytest.mark.parametrize("line", ['"//*[@data-md-type]"', ".md-nav__link {", '"__config"', "__md_scope=", "__search"])
def test_a_part_of_the_theme_is_seen(line):
    assert MATERIALS.search(line)


def test_a_new_folder_needs_its_place(copy):
    (copy / "scripts" / "more").mkdir()
    (copy / "scripts" / "more" / "__init__.py").touch()
    code, said = judged(copy)
    assert code == 1
    assert "scripts.more" in said


def test_the_types_of_every_module_are_judged():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert settings["strict"] is True
    assert settings["packages"] == ["scripts"]
    assert "exclude" not in settings
    assert not [each["module"] for each in settings["overrides"] if each.get("ignore_errors")]
