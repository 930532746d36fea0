"""The number of the edition: from git, from SOURCE_DATE_EPOCH, from an archive without git, or not at all."""

import os
import shutil
import subprocess
import tarfile

import pytest

from scripts.core.edition import ARCHIVED, EDITION_FILE, Edition, find_edition
from scripts.status.history import revision
from tests.support.project import ROOT

# 2024-03-04 23:30 UTC, already the next day in Jakarta.
COMMITTED = "2024-03-05T06:30:00 +0700"
FILES = {
    "mkdocs.yml": "site_name: Test\n",
    "docs/index.md": "# Test\n",
    ARCHIVED.as_posix(): "$Format:%ct$\n",
    ".gitattributes": (ROOT / ".gitattributes").read_text(encoding="utf-8"),
    ".gitignore": "/site/\n",
    "tests/test.py": "\n",
}


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def git(root, *arguments):
    variables = {"GIT_COMMITTER_DATE": COMMITTED, "GIT_AUTHOR_DATE": COMMITTED, "GIT_CONFIG_GLOBAL": os.devnull}
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=root, env={**os.environ, **variables}, check=True, capture_output=True).stdout


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "project"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=one")
    return root


def test_the_number_is_the_day_of_the_last_commit_in_utc(repository, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    edition = find_edition(repository)
    assert (edition.number, edition.made) == ("2024.03.04", 1709595000)
    assert edition.commit == git(repository, "rev-parse", "HEAD").decode().strip()
    assert edition.file_name("zip") == "metode-peksos-2024.03.04.zip"
    assert edition.file_name("zim", "id") == "metode-peksos-2024.03.04-id.zim"


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("docs/index.md", "2024.03.04+"),
        ("mkdocs.yml", "2024.03.04+"),
        ("docs/new.md", "2024.03.04+"),
        ("scripts/commands/new.py", "2024.03.04+"),
        # The site is not made of these.
        ("tests/test.py", "2024.03.04"),
        (".index.md.swp", "2024.03.04"),
        ("site/index.html", "2024.03.04"),
    ],
)
def test_a_plus_tells_that_what_the_site_is_made_of_differs_from_the_commit(repository, path, number):
    (repository / path).parent.mkdir(exist_ok=True)
    (repository / path).write_text("changed")
    edition = find_edition(repository)
    assert edition.number == number
    assert edition.changed == ({path} if "+" in number else set())
    uncommitted = {path} if path.startswith("docs/") else set()
    assert revision(repository, "docs").uncommitted == uncommitted


def test_a_removed_and_a_staged_file_count_too(repository):
    (repository / "docs" / "index.md").unlink()
    assert find_edition(repository).number == "2024.03.04+"
    git(repository, "checkout", "--", ".")
    (repository / "overrides").mkdir()
    (repository / "overrides" / "a.css").write_text("")
    git(repository, "add", "overrides")
    assert find_edition(repository).number == "2024.03.04+"


def test_the_environment_decides_about_the_day_alone(repository, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert (find_edition(repository).number, find_edition(repository).made) == ("2023.11.14", 1700000000)
    (repository / "docs" / "index.md").write_text("changed")
    assert find_edition(repository).number == "2023.11.14+"


@pytest.mark.parametrize("epoch", ["tomorrow", "-1", "1e9", "999999999999999"])
def test_a_day_that_is_none_gives_no_number(repository, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert find_edition(repository) is None
    assert revision(repository, "docs").day is None


def test_an_archive_without_git_knows_its_edition(repository, tmp_path):
    git(repository, "archive", "--output=../copy.tar", "HEAD")
    copy = tmp_path / "copy"
    with tarfile.open(tmp_path / "copy.tar") as archive:
        # Python knows filters since 3.11.4, and Debian 12 has 3.11.2.
        archive.extractall(copy, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    assert find_edition(copy) == Edition("2024.03.04", 1709595000)


def test_a_copy_does_not_take_the_day_of_a_repository_around_it(repository):
    copy = repository / "docs" / "copy"
    for path in ("mkdocs.yml", ARCHIVED.as_posix()):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(repository / path, copy / path)
    assert find_edition(copy) is None
    (copy / ARCHIVED).write_text("1700000000\n")
    assert find_edition(copy) == Edition("2023.11.14", 1700000000)


def test_a_site_below_the_top_of_its_repository(tmp_path, repository):
    top = tmp_path / "top"
    shutil.copytree(repository, top / "site", ignore=shutil.ignore_patterns(".git"))
    (top / "docs").mkdir()
    git(top, "init", "--quiet")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message=one")
    (top / "docs" / "other.md").write_text("")
    assert find_edition(top / "site").number == "2024.03.04"
    (top / "site" / "docs" / "index.md").write_text("changed")
    assert find_edition(top / "site").changed == {"docs/index.md"}


def test_without_git_and_without_a_commit(repository, tmp_path, monkeypatch):
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "--quiet")
    assert find_edition(empty) is None
    monkeypatch.setenv("PATH", str(empty))
    assert find_edition(repository) is None


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("metode-peksos-2026.11.24.zip", ("2026.11.24", None, "zip")),
        ("metode-peksos-2026.11.24+-en.zim", ("2026.11.24+", "en", "zim")),
        # A kind that is made elsewhere or later.
        ("metode-peksos-2026.11.24-id.docx", ("2026.11.24", "id", "docx")),
        ("metode-peksos-2026.11.24.zip.part", None),
        ("metode-peksos-notes.zip", None),
        ("my-metode-peksos-2026.11.24.zip", None),
    ],
)
def test_the_names_of_editions_are_told_from_others(name, parts):
    match = EDITION_FILE.fullmatch(name)
    assert (match and match.groups()) == parts
