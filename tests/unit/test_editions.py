"""The command that makes the editions, in good and bad circumstances; makers here are small, no site is built."""

import errno
import subprocess
from pathlib import Path

import pytest

from scripts import verify
from scripts.commands import editions as command
from scripts.core.edition import PURPOSES, find_edition
from scripts.core.message import say
from scripts.editions.finished_site import EditionError
from scripts.editions.kinds import KINDS, EditionKind
from scripts.model.site import load_site
from scripts.render.downloads.offers import offered
from scripts.render.filled_page import View
from scripts.render.frames.engine import BuildError
from scripts.render.frames.frame import Frames
from scripts.status.report import Report

ZIP, ID, EN = (f"metode-peksos-2023.11.14{rest}" for rest in (".zip", "-id.epub", "-en.epub"))
MAKERS = {"zip": "whole", "epub": "whole_in_a_language"}


def whole(source, target):
    target.write_bytes((source.folder / "index.html").read_bytes())


def whole_in_a_language(source, locale, target):
    target.write_text(f"{locale} {source.edition.made}")


def half(source, target):
    target.write_text("half")
    raise EditionError(say("no pango; install it"))


def full(source, target):
    target.write_text("half")
    with Path("/dev/full").open("wb", buffering=0) as device:
        device.write(b"x")


def interrupted(source, locale, target):
    target.write_text("half")
    raise KeyboardInterrupt


def alone(source, locale, target):
    assert [file.name for file in target.parent.iterdir() if file.suffix == ".zip"] == []
    whole_in_a_language(source, locale, target)


@pytest.fixture
def project(make_tree, monkeypatch):
    """A folder whose site is made of one page; ``dist`` holds an older edition and a foreign file."""
    root = make_tree({"docs/index.md": "# Beranda {#beranda}\n", "docs/index.en.md": "# Home {#beranda}\n"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.chdir(root)

    def render(checked, folder):
        # What is made must not depend on the editions that there are.
        assert checked.site.config.editions == ""
        folder.mkdir()
        (folder / "index.html").write_text("site")
        return View(checked.site, Frames({}, (), {}), {}, {}, "")

    monkeypatch.setattr(command, "checked_site", lambda root: Report(load_site(root)))
    monkeypatch.setattr(command, "render", render)
    (root / "dist").mkdir()
    for name in ("metode-peksos-2023.01.01.zip", ID, "SHA256SUMS", "SHA256SUMS.minisig", "notes.zip"):
        (root / "dist" / name).write_text("old")
    return root


@pytest.fixture
def make(project, monkeypatch, capsys):
    """Runs the command with these makers; returns its exit code, what it prints and what it complains about."""

    def make(*arguments, **makers):
        names = {**MAKERS, **makers}
        table = [EditionKind(kind, f"{__name__}:{name}", kind != "zip") for kind, name in names.items()]
        for kind in names:
            monkeypatch.setitem(PURPOSES, kind, say("use"))
        monkeypatch.setattr(command, "KINDS", table)
        code = command.main([*map(str, arguments)])
        return code, *capsys.readouterr()

    return make


def on_shelf(project):
    return {file.name: file.read_text() for file in (project / "dist").iterdir()}


def listed(project):
    return [line.split("  ")[1] for line in (project / "dist" / "SHA256SUMS").read_text().splitlines()]


def test_the_editions_are_made_and_listed_in_place_of_an_older_one(project, make):
    code, out, complaints = make()
    assert (code, complaints) == (0, "")
    shelf = on_shelf(project)
    assert shelf.keys() == {ZIP, ID, EN, "SHA256SUMS", "notes.zip"}
    assert (shelf[ZIP], shelf[EN], shelf["notes.zip"]) == ("site", "en 1700000000", "old")
    assert listed(project) == sorted([ZIP, ID, EN])
    (project / "dist" / "notes.zip").unlink()
    assert verify.main([str(project / "dist")]) == 0
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=project / "dist", check=False).returncode == 0
    for line in (project / "dist" / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert f"{name:{len(ID)}}     0.0 MB  {digest}\n    use\n" in out


def test_every_kind_is_made_in_the_order_in_which_it_is_offered():
    assert [kind.name for kind in KINDS] == list(PURPOSES)


def test_a_kind_more_is_made_listed_offered_and_cleared(project, make, monkeypatch):
    docx = {f"metode-peksos-2023.11.14-{locale}.docx" for locale in ("id", "en")}
    assert make(docx="whole_in_a_language")[0] == 0
    assert set(listed(project)) == {ZIP, ID, EN, *docx}
    edition = find_edition(project)
    told = []
    offers = offered(project / "dist", edition, told.append)
    assert {offer.name for offer in offers} == {ZIP, ID, EN, *docx, "SHA256SUMS"}
    assert {offer.purpose.text("en") for offer in offers if offer.kind == "docx"} == {"use"}
    assert told == []
    monkeypatch.delitem(PURPOSES, "docx")
    # A version of the tools that does not know the kind offers it all the same, and clears it away.
    assert {offer.name for offer in offered(project / "dist", edition)} >= docx
    assert make()[0] == 0
    assert on_shelf(project).keys() == {ZIP, ID, EN, "SHA256SUMS", "notes.zip"}


def test_again_gives_the_same(project, make):
    make()
    first = on_shelf(project)
    make()
    assert on_shelf(project) == first


def test_some_can_be_made_alone(project, make):
    assert make("--only", "epub")[0] == 0
    assert listed(project) == [EN, ID]
    assert ZIP not in on_shelf(project)
    with pytest.raises(SystemExit, match="2"):
        make("--only", "epub,docx")


@pytest.mark.parametrize(
    ("maker", "reason"),
    [
        ("half", "no pango; install it"),
        ("full", "No space left on device; make room on the disk, then run `make editions` again"),
        ("no_such_name", "no attribute 'no_such_name'"),
    ],
)
def test_an_edition_that_cannot_be_made_leaves_the_others(project, make, maker, reason, monkeypatch):
    if maker == "no_such_name":
        monkeypatch.setattr(EditionKind, "write", _without_library(EditionKind.write))
        reason = "No module named 'no_such_library'; `make editions` installs what is needed"
    (project / "dist" / ZIP).write_text("old")
    code, out, complaints = make(zip=maker, epub="alone")
    assert code == 1
    first, last = complaints.splitlines()
    assert first.startswith(f"editions: {ZIP}: ")
    assert reason in first
    assert last == f"editions: not made, for the reasons above: {ZIP}"
    assert on_shelf(project).keys() == {ID, EN, "SHA256SUMS", "notes.zip"}
    assert listed(project) == [EN, ID]
    assert f"\n{ZIP}  " not in out


def _without_library(write):
    def lacking(kind, source, locale, target):
        wanted = "no_such_library:write" if kind.name == "zip" else kind.maker
        write(EditionKind(kind.name, wanted, kind.per_language), source, locale, target)

    return lacking


def test_when_none_can_be_made_the_old_edition_stays(project, make):
    before = on_shelf(project)
    code, _, complaints = make("--only", "zip", zip="half")
    assert code == 1
    assert complaints.splitlines()[-1] == "editions: no edition could be made; dist/ was left as it was"
    assert on_shelf(project) == before


def test_an_interrupted_run_leaves_the_old_edition(project, make):
    before = on_shelf(project)
    code, _, complaints = make(epub="interrupted")
    assert code == 130
    assert complaints == "editions: interrupted; no unfinished edition was left in dist/\n"
    assert on_shelf(project) == before


def test_what_a_killed_run_left_is_cleaned_up(project, make):
    left = project / "dist" / ".unfinished-abc"
    (left / "site").mkdir(parents=True)
    (left / ZIP).write_text("half")
    assert make()[0] == 0
    assert not left.exists()


def test_a_site_with_errors_makes_no_edition(project, make, monkeypatch):
    before = on_shelf(project)

    def stopped(checked, folder):
        raise BuildError(say("MkDocs stopped"), 1)

    monkeypatch.setattr(command, "render", stopped)
    code, _, complaints = make()
    assert (code, complaints) == (1, "editions: MkDocs stopped\n")
    assert on_shelf(project) == before


def test_a_file_in_place_of_dist_is_one_line(project, make):
    (project / "dist").rename(project / "old")
    (project / "dist").write_text("mine")
    code, _, complaints = make()
    assert code == 2
    assert complaints.count("\n") == 1
    assert "dist: File exists; move this file away" in complaints
    assert (project / "dist").read_text() == "mine"


@pytest.mark.parametrize("place", ["/proc", "/sys"])
def test_a_dist_that_cannot_be_written_is_one_line(project, make, place):
    # Where not even root can write.
    (project / "dist").rename(project / "old")
    (project / "dist").symlink_to(place)
    code, _, complaints = make()
    assert code == 2
    assert complaints.count("\n") == 1
    assert complaints.startswith(f"editions: {project}/dist")


def test_an_old_file_that_cannot_be_replaced_is_one_line(project, make, monkeypatch):
    def refused(path, missing_ok=False):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refused)
    code, _, complaints = make()
    assert code == 2
    assert "SHA256SUMS: Permission denied; allow yourself to write there" in complaints


def test_without_a_day_there_is_no_edition(make, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    code, _, complaints = make()
    assert code == 2
    assert complaints.startswith("editions: nothing tells the day of this edition; set SOURCE_DATE_EPOCH")


def test_a_key_that_is_not_there_is_told_before_anything_is_made(project, make, monkeypatch, tmp_path):
    before = on_shelf(project)
    code, out, complaints = make("--key", "secret.key")
    assert (code, out) == (2, "")
    assert complaints in (
        "editions: secret.key: no such key; `minisign -G` makes one\n",
        "editions: minisign is not installed; install it, such as: sudo apt install minisign\n",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "sudo apt install minisign" in make("--key", "mkdocs.yml")[2]
    assert on_shelf(project) == before


def test_an_edition_that_cannot_be_signed_is_left_unsigned(project, make, monkeypatch):
    def failing(folder, key, edition):
        raise EditionError(say("minisign could not sign"))

    monkeypatch.setattr(command, "check_key", lambda key: None)
    monkeypatch.setattr(command, "sign", failing)
    code, _, complaints = make("--key", "secret.key")
    assert (code, complaints) == (1, "editions: minisign could not sign\n")
    assert on_shelf(project).keys() == {ZIP, ID, EN, "SHA256SUMS", "notes.zip"}
