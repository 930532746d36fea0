"""Two builds of one commit, in other folders and circumstances: the site and every edition are the same to the byte."""

import os
import shutil
import subprocess
import sys

import lxml.html
import pytest

from scripts import verify
from scripts.core.edition import find_edition
from scripts.editions.kinds import KINDS
from tests.support.project import ROOT, lay_project

HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "id_ID.UTF-8", "LANG": "id_ID.UTF-8", "PYTHONHASHSEED": "4242"}


def git(root, *arguments):
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A repository with one commit: the files as they stand here."""
    root = tmp_path_factory.mktemp("one") / "a"
    root.mkdir()
    lay_project(root, linked=False)
    for name in (".gitattributes", ".gitignore", "requirements.txt"):
        shutil.copy(ROOT / name, root)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=one", "--date=2024-03-04T23:30:00Z")
    return root


def build(root, module, umask, **variables):
    left_out = ("SOURCE_DATE_EPOCH", "SITE_URL", "EDIT_URL", "EDITIONS")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    command = [sys.executable, "-m", *module.split()]
    run = subprocess.run(
        command, cwd=root, env=environment | variables, umask=umask, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def contents(folder):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_two_builds_of_one_commit_are_the_same(repository, tmp_path):
    other = tmp_path / "salinan é 2" / "with a longer name"
    other.parent.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(repository), str(other)], check=True)
    for root, umask, variables in ((repository, 0o022, HERE), (other, 0o077, ELSEWHERE)):
        said = build(root, "scripts editions", umask, **variables)
        build(root, "scripts build", umask, **variables)
    number = find_edition(repository).number
    assert "+" not in number
    assert f"metode-peksos-{number}.zip" in said
    assert "memeriksa dan menyusun situs" in said
    editions, site = contents(repository / "dist"), contents(repository / "site")
    assert len(editions) == sum(2 if kind.per_language else 1 for kind in KINDS) + 1
    assert {name for name in editions if editions[name] != (other / "dist" / name).read_bytes()} == set()
    again = contents(other / "site")
    assert again.keys() == site.keys()
    assert {name for name in site if site[name] != again[name]} == set()
    assert verify.main([str(repository / "dist")]) == 0
    # What was made is offered by the site for the web, and only by that.
    assert {f"unduh/edisi/{name}" for name in editions} <= site.keys()
    page = lxml.html.parse(str(repository / "site" / "en" / "unduhan.html"))
    links = page.xpath("//ul[contains(@class, 'editions')]//a/@href")
    assert links[0] == f"../unduh/edisi/metode-peksos-{number}.zip"
    assert len(links) == len(editions) - 1


def test_an_archive_without_git_shows_its_edition(repository, tmp_path):
    git(repository, "archive", "--format=zip", f"--output={tmp_path / 'download.zip'}", "HEAD")
    shutil.unpack_archive(tmp_path / "download.zip", tmp_path / "download")
    edition = find_edition(tmp_path / "download")
    assert edition.number == find_edition(repository).number
    build(tmp_path / "download", "scripts build", 0o022)
    for path, word in (("index.html", "Edisi"), ("en/nilai.html", "Edition"), ("dwibahasa/nilai.html", "Edisi")):
        page = lxml.html.parse(str(tmp_path / "download" / "site" / path))
        assert page.xpath("string(//footer//*[@class='edition'])") == f"{word} {edition.number}"
        assert page.xpath("string(//meta[@name='edition']/@content)") == edition.number
