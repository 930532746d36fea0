"""CONTRIBUTING.md, done word for word in a fresh clone: its commands run, its example pages pass."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.checks import RULES
from tests.support.project import ROOT

FENCE = re.compile(r"^```(\w+)(?: title=(\S+))?\n(.*?)^```$", re.M | re.S)
HALVES = {
    "id": ("## Bahasa Indonesia\n", "## English\n", "ALAMAT", "Papan warga dapat membuka jalan bagi advokasi."),
    "en": ("## English\n", "## Kode / Code\n", "ADDRESS", "A neighbours' board may open the way for advocacy."),
}
BRANCHES = {"id": "advokasi", "en": "advocacy"}
SENTENCES = {locale: half[3] for locale, half in HALVES.items()}


def half(locale):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    start, end = HALVES[locale][:2]
    return text[text.index(start) : text.index(end)]


def run(command, folder):
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, f"{command}\n{shown.stdout}\n{shown.stderr}"
    return shown.stdout + shown.stderr


@pytest.fixture
def fork(tmp_path):
    """A bare repository that holds the files as they are now, as a contributor's fork would."""
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT).split("\0")
    work = tmp_path / "work"
    for name in filter(None, listed):
        # A link, such as an environment that lies elsewhere, is no file of the project.
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes((ROOT / name).read_bytes())
            (work / name).chmod((ROOT / name).stat().st_mode)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    run([*git, "init", "--quiet", "--initial-branch=main"], work)
    run([*git, "add", "."], work)
    run([*git, "commit", "--quiet", "--message=All"], work)
    run([*git, "clone", "--quiet", "--bare", work, tmp_path / "fork.git"], tmp_path)
    return tmp_path / "fork.git"


@pytest.mark.parametrize("locale", HALVES)
def test_a_first_page_passes(locale, fork, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHON", sys.executable)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    clone, shown = tmp_path / "peksos", ""
    for language, title, content in FENCE.findall(half(locale)):
        if language == "markdown" and title:
            assert "Tulis di sini" in (clone / title).read_text() or "Write here" in (clone / title).read_text()
            (clone / title).write_text(content, encoding="utf-8")
        elif language == "yaml":
            add_a_term(clone, clone / title, content, locale)
        for command in content.splitlines() if language == "bash" else ():
            shown = step(command.replace(HALVES[locale][2], str(fork)), clone)
            if command == "make check":
                # Nobody asks about the new page yet, as the guide says.
                assert shown.count("warning:") == shown.count(" Q06 ") == 1
                assert shown.strip().endswith(": 0 errors, 1 warnings")
    assert (clone / "site" / "index.html").is_file()
    assert "docs/metode/advokasi.en.md" in run(["git", "ls-tree", "-r", "--name-only", BRANCHES[locale]], fork)


def step(command, clone):
    """What one line of the guide prints; the packages are those that the tests run with."""
    if command == "make serve":
        return run(["make", "--dry-run", "serve"], clone)
    if command.startswith("cd "):
        lend_packages(clone)
        return ""
    return run(["bash", "-c", command], clone if clone.exists() else clone.parent)


def lend_packages(clone):
    """Make ``.venv`` of the clone out of that of the tests, with the records that scripts/install.py looks for."""
    venv = Path(sys.prefix)
    (clone / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (clone / ".venv" / name).symlink_to(venv / name)
    (clone / ".venv" / "made-for").write_text(f"{sys.version_info[:2]} {clone.resolve()}")
    for lock in clone.glob("requirements*.txt"):
        digest = hashlib.sha256(lock.read_bytes()).hexdigest()
        (clone / ".venv" / f"installed-{lock.stem}").write_text(digest)


def add_a_term(clone, glossary, entry, locale):
    """Unused it is warned of; used in both languages it is not."""
    data = glossary.read_text(encoding="utf-8")
    glossary.write_text(data.replace("\nterms:\n", f"\nterms:\n{entry}\n", 1), encoding="utf-8")
    assert "T04 warning: no page uses the term papan-warga" in run(["make", "check"], clone)
    pages = {"id": clone / "docs/metode/advokasi.md", "en": clone / "docs/metode/advokasi.en.md"}
    for language, page in pages.items():
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("\n\n## ", f"\n\n{SENTENCES[language]}\n\n## ", 1), encoding="utf-8")
    translated = pages["en" if locale == "id" else "id"].relative_to(clone)
    run(["make", "stamp", f"PAGE={translated}"], clone)
    assert run(["make", "check"], clone).strip().endswith(": 0 errors, 1 warnings")


@pytest.mark.parametrize("locale", HALVES)
def test_every_family_of_rules_is_named(locale):
    named = set(re.findall(r"^\| ([A-Z]) \|", half(locale), re.M))
    assert named == {code[0] for code in RULES}


def test_both_languages_show_the_same_pages_and_terms():
    shown = {locale: {title: text for _, title, text in FENCE.findall(half(locale)) if title} for locale in HALVES}
    assert shown["id"] == shown["en"]
