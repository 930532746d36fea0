"""Trees of pages for the checks: the cases of rules, and small ones written by a test, over a common configuration.

Tests marked ``needs_programs("nginx", …)`` are left out where one of the programs is missing, and a closing line says
so; with ``ALL_PROGRAMS=1``, as on CI, nothing runs until they are all there.
"""

import gc
import os
import shutil
from pathlib import Path

import pytest

from scripts.checks import CODES
from scripts.checks.writing.dictionary import has_dictionaries
from scripts.install import PROGRAMS, missing_programs
from scripts.model.site import load_site
from tests.support.cases import SCHEMAS, Case, lay
from tests.support.project import ROOT, count_pages
from tests.support.settings import SETTINGS

pytest_plugins = ["tests.support.built"]

DOCS = ROOT / "docs"
# What the check finds; family E is what `make links` finds.
CHECKED = sorted(code for code in CODES if code[0] != "E")

# What the tools say is compared in English, whatever language the machine speaks.
os.environ["LC_ALL"] = "C.UTF-8"

_LEFT_OUT = pytest.StashKey[list[tuple[str, ...]]]()


def pytest_configure(config):
    missing = missing_programs()
    if missing and os.environ.get("ALL_PROGRAMS"):
        raise pytest.UsageError(f"not all tests can run here; {_install(missing)}")
    config.stash[_LEFT_OUT] = []


def pytest_collection_modifyitems(config, items):
    missing = set(missing_programs())
    left_out = []
    for item in items:
        wanted = {name for mark in item.iter_markers("needs_programs") for name in mark.args}
        unknown = wanted - PROGRAMS.keys()
        assert not unknown, f"{item.nodeid}: name Debian's package of {unknown} in scripts/install.py"
        if wanted & missing:
            left_out.append(item)
            config.stash[_LEFT_OUT].append(tuple(wanted & missing))
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = config.stash[_LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Take over from a worker of pytest-xdist what it left out; all workers leave out the same."""
    node.config.stash[_LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", [])


def pytest_terminal_summary(terminalreporter, config):
    left_out = config.stash[_LEFT_OUT]
    if left_out:
        missing = {name for names in left_out for name in names}
        count = "1 test was" if len(left_out) == 1 else f"{len(left_out)} tests were"
        terminalreporter.line(f"NOT TESTED: {count} left out; {_install(missing)}", yellow=True)


def _install(programs):
    packages = sorted(PROGRAMS[name] for name in programs)
    return f"this machine lacks {', '.join(sorted(programs))}: sudo apt install {' '.join(packages)}"


@pytest.fixture(scope="session", autouse=True)
def _lent_dictionaries():
    if has_dictionaries():
        from tests.support.lent import lend

        lend()


def pytest_collection_finish():
    # What is collected stays, and most of what a test makes goes by itself: who looks for garbage need not walk through
    # thousands of tests each time, nor through the whole of a book that is being typeset.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def counts():
    """Counted in the folder of the pages, so that a page more breaks no test."""
    return count_pages(DOCS)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory):
    """A site of a few pages with all kinds of data (tests/data/small), whose words no change of the content changes."""
    root = tmp_path_factory.mktemp("small")
    shutil.copytree(ROOT / "tests" / "data" / "small", root, dirs_exist_ok=True)
    for path, schema in SCHEMAS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(schema)
    return load_site(root)


@pytest.fixture
def lay_out(tmp_path, monkeypatch):
    """Lays out a case of a rule (tests/rules); returns the root of the tree, which is in no repository of git."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    def lay_out(case: Case) -> Path:
        return lay(case, tmp_path)

    return lay_out


@pytest.fixture
def make_tree(tmp_path):
    """Writes files (path → text or bytes) over the common mkdocs.yml; returns the root of the tree."""

    def make(files: dict[str, str | bytes]) -> Path:
        for path, content in {"mkdocs.yml": SETTINGS, **files}.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return make


@pytest.fixture
def real_schemas():
    """The schemas of docs/_data, as files for ``make_tree``."""
    return dict(SCHEMAS)
