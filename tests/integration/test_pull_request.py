"""What a pull request shows, by the commands of the workflow itself: annotations at the lines, and the summary."""

import os
import re
import subprocess
import sys
from html import unescape

import pytest
import yaml

from scripts.commands.changes import as_markdown
from scripts.status.report import Report
from tests.support.project import ROOT, lay_project

WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in WORKFLOW["jobs"]["site"]["steps"] if "name" in step}
CHECK, PREVIEW, SUMMARY = (
    "Check, with annotations at the lines",
    "Build a preview in spite of errors",
    "Summarise what the request changes",
)
ADDRESS = "https://example.org/artifacts/1"


def git(folder, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


class Request:
    """A clone of the small project, as the workflow checks it out, in which a test makes and commits changes."""

    def __init__(self, folder):
        self.origin, self.folder, self.summary = folder / "origin", folder / "clone", folder / "summary.md"
        lay_project(self.origin, linked=False)
        git(self.origin, "init", "--quiet", "--initial-branch=main")
        git(self.origin, "add", ".")
        git(self.origin, "commit", "--quiet", "-m", "Site")
        git(folder, "clone", "--quiet", str(self.origin), str(self.folder))
        python = self.folder / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def write(self, path, text):
        (self.folder / path).write_text(text, encoding="utf-8", newline="\n")

    def append(self, path, text):
        self.write(path, f"{self.read(path)}\n{text}\n")

    def commit(self):
        git(self.folder, "add", "--", ":!.venv", ":!.cache", ".")
        git(self.folder, "commit", "--quiet", "-m", "Proposal")

    def run(self, step, **environment):
        """The step as GitHub runs it; its ``env`` is what the test says, for only GitHub can fill it."""
        assert environment.keys() == STEPS[step].get("env", {}).keys()
        given = {"GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(self.summary), "NO_MKDOCS_2_WARNING": "1"}
        command = ["bash", "-e", "-c", STEPS[step]["run"]]
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **given, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def summarised(self, preview=ADDRESS):
        run = self.run(SUMMARY, PREVIEW=preview)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
        return self.summary.read_text(encoding="utf-8")


@pytest.fixture
def request_(tmp_path):
    return Request(tmp_path)


def rows(summary):
    """The cells of the table by file, without the marks of Markdown."""
    lines = [line.strip("| ").split(" | ") for line in summary.splitlines() if line.startswith("| <code>")]
    return {re.sub(r"</?code>", "", path): cells for path, *cells in lines}


def annotations(output):
    """(severity, file, line, code) of each annotation, as GitHub reads workflow commands."""
    pattern = r"^::(error|warning) file=([^,]+),line=(\d+),col=\d+,title=(\w+)::"
    return [(severity, file, int(line), code) for severity, file, line, code in re.findall(pattern, output, re.M)]


# What one page says, before another one says it too.
SAID_ON, SAID = "docs/kartu.en.md", "Community work is when more people act together than one group can hold."
# Where a fault is planted, what stands there instead of what (None: below the last line), and the code that finds it.
FAULTS = [
    ("docs/nilai.en.md", None, "Another page is [about ethics](tidak-ada.md).", "L01"),
    ("docs/prinsip.en.md", None, "Much follows from [beliefs](nilai.md#nowhere).", "L02"),
    ("docs/proses.en.md", None, "Some of the work is counseling.", "T05"),
    ("docs/index.en.md", None, "## Another purpose {#lain}\n\nNothing to add.", "P02"),
    ("docs/metode/taktik.en.md", None, "Nobody has said so [@nobody1900].", "C01"),
    ("docs/_data/article.yml", r"number: 3\b", "number: three", "A01"),
    ("docs/kontribusi.en.md", r"blob: \"\w+\"", f'blob: "{"1" * 40}"', "S01"),
    ("docs/unduhan.en.md", None, SAID, "D01"),
    ("docs/glosarium.en.md", None, "<button>Press me</button>", "H01"),
    ("docs/pustaka.en.md", None, "[[bibliography]]", "F06"),
]


def plant(request_, path, old, new):
    """Plant one fault; returns the line on which it stands."""
    text = request_.read(path)
    if old is None:
        request_.append(path, new)
        return text.count("\n") + 2
    found = re.search(old, text, re.M)
    request_.write(path, text[: found.start()] + new + text[found.end() :])
    return text.count("\n", 0, found.start()) + 1


def test_ten_planted_faults_show_ten_findings_at_the_right_lines(request_):
    request_.append(SAID_ON, SAID)
    expected = set()
    for path, old, new, code in FAULTS:
        line = plant(request_, path, old, new)
        expected.add(("warning" if code in ("S01", "D01") else "error", path, line, code))
    request_.commit()
    run = request_.run(CHECK)
    found = annotations(run.stdout)
    assert run.returncode == 1
    assert set(found) == expected
    assert len(found) == len(FAULTS) == 10


def test_a_request_without_faults_lacks_nothing(request_):
    request_.append("docs/nilai.en.md", "Respect comes first.")
    request_.commit()
    assert request_.run(CHECK).returncode == 0
    summary = request_.summarised()
    assert "Tidak ada yang kurang. / Nothing is lacking." in summary
    assert "<details>" not in summary
    assert list(rows(summary)) == ["docs/nilai.md", "docs/nilai.en.md"]
    original, translation = rows(summary).values()
    assert original[:2] == ["tidak diubah / unchanged", "✓ naskah asal / original"]
    assert translation[:2] == ["diubah / changed", "✓ terjemahan sejalan / translation in step"]
    assert {original[3], translation[3]} == {"tidak ada / none"}
    assert f"[Download the built site]({ADDRESS})" in summary
    assert "buka `index.html`" in summary


def test_the_summary_says_what_each_changed_page_lacks(request_):
    request_.append("docs/nilai.md", "Halaman lain [tentang etika](tidak-ada.md).")
    request_.write("docs/index.en.md", re.sub(r"^source: .*\n", "", request_.read("docs/index.en.md"), flags=re.M))
    request_.append("docs/proses.en.md", "![A photograph](assets/photograph.jpg)")
    described = "description: Membela kepentingan klien di hadapan pihak yang berwenang."
    request_.write("docs/metode/uji-coba.md", f"---\ntitle: Advokasi\n{described}\n---\n\nMembela.\n")
    (request_.folder / "docs" / "prinsip.en.md").unlink()
    request_.append("docs/_data/glossary.yml", "# A remark.")
    request_.append("mkdocs.yml", "# A remark.")
    request_.commit()
    summary = request_.summarised()
    assert "Ada yang masih kurang; lihat di bawah. / Something is lacking; see below." in summary
    new, deleted, changed, same = "baru / new", "dihapus / deleted", "diubah / changed", "tidak diubah / unchanged"
    original, missing = "✓ naskah asal / original", "× belum ada / missing"
    assert {path: [cells[0], cells[1], cells[3]] for path, cells in rows(summary).items()} == {
        "docs/metode/uji-coba.md": [new, original, "1 peringatan / warning (B01), 1 kesalahan / error (L09)"],
        "docs/metode/uji-coba.en.md": ["–", missing, "tidak ada / none"],
        "docs/nilai.md": [changed, original, "1 kesalahan / error (L01)"],
        "docs/nilai.en.md": [same, "! terjemahan tertinggal / translation behind", "1 peringatan / warning (S01)"],
        "docs/prinsip.md": [same, original, "1 peringatan / warning (B01)"],
        "docs/prinsip.en.md": [deleted, missing, "tidak ada / none"],
        "docs/proses.md": [same, original, "tidak ada / none"],
        "docs/proses.en.md": [changed, "✓ terjemahan sejalan / translation in step", "1 kesalahan / error (L04)"],
        "docs/index.md": [same, original, "tidak ada / none"],
        "docs/index.en.md": [changed, "! belum dibandingkan / not compared yet", "1 peringatan / warning (S02)"],
    }
    assert "- <code>docs/&#95;data/glossary.yml</code>: diubah / changed\n- <code>mkdocs.yml</code>: diubah" in summary
    # What GitHub shows no annotation of, and what the deleted page breaks elsewhere.
    assert re.search(r"^docs/nilai\.md:\d+:\d+: L01 ", summary, re.M)
    elsewhere = summary.partition("Findings in files that did not change")[2]
    assert "docs/_data/article.yml" in elsewhere
    assert "docs/nilai.md" not in elsewhere


def test_a_page_deleted_in_both_languages_lacks_nothing(request_):
    for path in ("docs/kontribusi/status.md", "docs/kontribusi/status.en.md"):
        (request_.folder / path).unlink()
    for path in ("mkdocs.yml", "docs/kontribusi.md", "docs/kontribusi.en.md"):
        text = request_.read(path)
        # In the menu, and in a link on the page above.
        assert "kontribusi/status.md" in text
        text = text.replace("      - kontribusi/status.md\n", "").replace("kontribusi/status.md", "nilai.md")
        request_.write(path, text)
    subprocess.run(
        [sys.executable, "-m", "scripts", "stamp", "docs/kontribusi.en.md"],
        cwd=request_.folder,
        check=True,
        capture_output=True,
    )
    request_.commit()
    summary = request_.summarised()
    assert "Nothing is lacking." in summary
    assert rows(summary)["docs/kontribusi/status.md"] == ["dihapus / deleted", "–", "–", "tidak ada / none"]
    assert rows(summary)["docs/kontribusi/status.en.md"] == ["dihapus / deleted", "–", "–", "tidak ada / none"]


def test_what_others_changed_meanwhile_is_not_shown(request_):
    """GitHub checks out the merge of the request with the present state of its target."""
    request_.append("docs/nilai.en.md", "Respect comes first.")
    request_.commit()
    (request_.origin / "docs" / "prinsip.en.md").unlink()
    git(request_.origin, "commit", "--quiet", "--all", "-m", "Meanwhile")
    git(request_.folder, "fetch", "--quiet")
    git(request_.folder, "merge", "--quiet", "origin/main", "-m", "Merge")
    assert list(rows(request_.summarised())) == ["docs/nilai.md", "docs/nilai.en.md"]


@pytest.mark.parametrize(
    "name", ["a|b `c` $(touch gone) *d*.en.md", "<img src=x>.en.md", "two\nlines | x.en.md", "-rf --base.md", "é.md"]
)
def test_the_name_of_a_file_is_only_a_name(request_, name):
    request_.write(f"docs/{name}", "---\ntitle: A\ndescription: A.\n---\n\n# A `````\n")
    request_.commit()
    summary = request_.summarised()
    table = [line for line in summary.splitlines() if line.startswith("|")]
    assert all(re.fullmatch(r"(\|[^|<>`*]*(<code>[^|<>`*]*</code>)?[^|<>`*]*){5}\|", line) for line in table)
    assert len(table) == 4
    assert not (request_.folder / "gone").exists()


def test_a_request_that_changes_no_page_says_so(request_):
    (request_.folder / "note").write_text("x")
    git(request_.folder, "add", "note")
    git(request_.folder, "commit", "--quiet", "-m", "Note")
    assert "Tidak ada halaman atau data yang berubah. / No page or data has changed." in request_.summarised()


def test_errors_do_not_keep_a_preview_from_being_built(request_):
    for path, old, new, _ in FAULTS:
        plant(request_, path, old, new)
    # A page that another one links to, and one that the menu names.
    (request_.folder / "docs" / "kontribusi" / "status.en.md").unlink()
    request_.write("docs/metode/taktik.md", "---\na: [\n---\n")
    request_.commit()
    run = request_.run(PREVIEW)
    assert run.returncode == 0, run.stdout + run.stderr
    page = (request_.folder / "site" / "en" / "nilai.html").read_text(encoding="utf-8")
    assert "Another page is" in page


def test_a_preview_that_could_not_be_built_is_owned_up_to(request_):
    request_.append("docs/nilai.en.md", "[x](gone.md)")
    request_.commit()
    summary = request_.summarised(preview="")
    assert "The site cannot be built while the errors above stand." in summary
    assert "index.html" not in summary


@pytest.mark.parametrize(("base", "settings"), [("gone", None), ("main", "site_name: [a\n")])
def test_a_site_that_cannot_be_read_leaves_a_summary_that_says_so(request_, base, settings):
    if settings:
        request_.write("mkdocs.yml", settings)
    request_.commit() if settings else None
    command = [sys.executable, "-m", "scripts", "changes", base]
    run = subprocess.run(command, cwd=request_.folder, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 2
    assert run.stdout.startswith("## Situs tidak dapat dibaca / The site cannot be read\n\n```text\n")
    assert run.stderr.startswith("changes: ")
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "overrides/assets/gloss.js",
        "scripts/hooks.py",
        ".github/workflows/site.yml",
        ".ci/run",
        "Makefile",
        "requirements-test.txt",
        "pyproject.toml",
        ".vscode/tasks.json",
        "tests/conftest.py",
    ],
)
def test_the_summary_says_that_code_is_to_be_read(small_site, path):
    summary = as_markdown(Report(small_site), {}, {path: "M"})
    assert "### Kode dan pengaturan / Code and settings" in summary
    assert "pengelola membacanya baris demi baris. / This proposal changes files that run" in summary
    # Every sign but letters, digits and a few is a reference.
    assert unescape(summary).count(f"- <code>{path}</code>: diubah / changed") == 1


def test_the_summary_names_what_runs_and_nothing_else(request_):
    request_.append("docs/nilai.md", "Satu kalimat.")
    for path in ("Makefile", "requirements-x.txt", "catatan.md", "scripts/x [a](b)`.py"):
        request_.write(path, "x")
    request_.commit()
    summary = unescape(request_.summarised())
    code = summary.partition("Code and settings")[2].partition("|")[0]
    assert re.findall(r"- <code>(.*)</code>", code) == ["Makefile", "requirements-x.txt", "scripts/x [a](b)`.py"]


def test_pages_alone_are_no_code(request_):
    request_.append("docs/nilai.md", "Satu kalimat.")
    request_.commit()
    assert "Code and settings" not in request_.summarised()
