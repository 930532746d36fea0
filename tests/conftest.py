"""Trees of pages for the checks: fixtures laid over a common configuration, and small ones written by a test."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FIXTURES = ROOT / "tests" / "fixtures"
SCHEMAS = {file.relative_to(ROOT).as_posix(): file for file in (DOCS / "_data").rglob("*.schema.json")}

# What the tools say is compared in English, whatever language the machine speaks.
os.environ["LC_ALL"] = "C.UTF-8"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pages the real site has in each language, and how many of them side by side in both."""

    pages: int
    side_by_side: int


@pytest.fixture(scope="session")
def counts():
    """Counted in the folder of the pages, so that a page more breaks no test."""
    texts = [file.read_text(encoding="utf-8") for file in DOCS.rglob("*.md") if not file.name.endswith(".en.md")]
    alike = [text for text in texts if re.search(r"^\[\[(references|cards|rules|status)\]\]$", text, re.MULTILINE)]
    return Counts(len(texts), len(texts) - len(alike))


@pytest.fixture
def lay_out(tmp_path):
    """Lays a fixture folder over the common mkdocs.yml and the real schemas; returns the root of the tree."""

    def lay(folder: Path) -> Path:
        shutil.copy(FIXTURES / "mkdocs.yml", tmp_path)
        shutil.copytree(folder, tmp_path, symlinks=True, dirs_exist_ok=True)
        if (tmp_path / "docs" / "_data").is_dir():
            for path, schema in SCHEMAS.items():
                (tmp_path / path).parent.mkdir(exist_ok=True)
                shutil.copy(schema, tmp_path / path)
        return tmp_path

    return lay


@pytest.fixture
def make_tree(tmp_path):
    """Writes files (path → text or bytes) over the common mkdocs.yml; returns the root of the tree."""

    def make(files: dict[str, str | bytes]) -> Path:
        shutil.copy(FIXTURES / "mkdocs.yml", tmp_path)
        for path, content in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return make


@pytest.fixture
def real_schemas():
    """The schemas of docs/_data, as files for ``make_tree``."""
    return {path: schema.read_bytes() for path, schema in SCHEMAS.items()}
