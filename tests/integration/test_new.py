"""A new page: what is made, what stays as it was, and what is refused."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.checks import check_site
from scripts.commands import new
from scripts.model.settings.config import load_config
from scripts.model.site import load_site
from scripts.model.translation_stamp import blob_id
from scripts.new_page.slug import corrected
from tests.support.project import ROOT, lay_project
from tests.support.settings import with_settings


@pytest.fixture
def project(tmp_path):
    return lay_project(tmp_path)


def contents(root: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(root)): p.read_bytes() if p.is_file() else None for p in sorted(root.rglob("*"))}


def make(root: Path, *arguments: str) -> int:
    return new.main(["--root", str(root), *arguments])


def refusal(root: Path, capsys, *arguments: str) -> str:
    before = contents(root)
    assert make(root, *arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("new: ")
    assert len(output.err.splitlines()) == 1
    assert contents(root) == before
    return output.err


def with_nav(root: Path, nav: str) -> str:
    """Give the project this nav; returns the text before it."""
    settings = root / "mkdocs.yml"
    head = settings.read_text(encoding="utf-8").partition("# Titles come from")[0]
    settings.write_bytes((head + nav).encode())
    return head


NAV = """nav:
  - index.md
  - Pengertian:
      - pengertian/index.md
      - pengertian/fokus.md
  - Dasar:
      - sejarah.md
      - nilai.md
      - proses.md
  - Metode:
      - metode/index.md
      - metode/kelompok.md
      - metode/taktik.md
"""


@pytest.fixture
def small(make_tree):
    """A site with these pages in both languages, whose content nobody changes."""
    files = {"mkdocs.yml": with_settings("extra:\n  check_families: [S]\n") + NAV}
    for path in re.findall(r"- (\S+)\.md$", NAV, re.M):
        text = "---\ntitle: A\ndescription: A\n---\n\nA.\n"
        stamp = f'source: {{lang: id, blob: "{blob_id(text.encode())}"}}\n---\n\n'
        files |= {f"docs/{path}.md": text, f"docs/{path}.en.md": text.replace("---\n\n", stamp)}
    return make_tree(files)


PLACES = [
    ("metode/advokasi", "metode/taktik.md"),
    ("pengertian/klien", "pengertian/fokus.md"),
    ("etika", "proses.md"),
    ("kasus/satu", "proses.md"),  # a new folder: with the pages of the folder above
    ("metode/kelompok/tahap", "metode/taktik.md"),
]


@pytest.mark.parametrize(("slug", "neighbour"), PLACES)
def test_a_pair_of_pages_and_one_line_of_nav_are_made_and_all_else_stays(small, capsys, slug, neighbour):
    before = contents(small)
    assert make(small, slug) == 0
    after = contents(small)
    made = {path for path in after.keys() - before.keys() if after[path] is not None}
    assert made == {f"docs/{slug}.md", f"docs/{slug}.en.md"}
    assert {path for path in before if after[path] != before[path]} == {"mkdocs.yml"}
    line = f"      - {neighbour}\n".encode()
    assert after["mkdocs.yml"] == before["mkdocs.yml"].replace(line, line + f"      - {slug}.md\n".encode())
    output = capsys.readouterr().out
    assert output.index("Made: ") < output.index("Next: ") < output.index("make stamp")
    # Until a person has compared the two languages and says so with make stamp.
    assert [issue.code for issue in check_site(load_site(small))] == ["S02"]


def test_the_pages_have_what_a_page_needs(project):
    assert make(project, "metode/uji-coba") == 0
    site = load_site(project)
    pages = {locale: site.pages["metode/uji-coba", locale] for locale in ("id", "en")}
    for locale, last, words in (("id", "Baca juga", "Tulis di sini"), ("en", "Read next", "Write here")):
        page = pages[locale]
        assert [s.anchor for s in page.sections] == ["", "bagian-pertama", "bagian-kedua", "baca-juga"]
        assert page.sections[-1].heading == last
        assert all(words in " ".join(section.prose) for section in page.sections)
        assert words in page.meta["description"]
        assert "[@biestek1957]" in page.source.text
        assert page.citations == ()  # the example stands in a comment


def test_the_site_is_built_with_the_new_page(project):
    environment = {**os.environ, "PYTHONUTF8": "1"}
    for command in (["scripts", "new", "metode/uji-coba"], ["scripts", "build"]):
        command = [sys.executable, "-m", *command]
        run = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
    assert "Tulis di sini" in (project / "site/metode/uji-coba.html").read_text(encoding="utf-8")
    assert "Write here" in (project / "site/en/metode/uji-coba.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("", "SLUG is missing"),
        ("Metode/Advokasi", "did you mean metode/advokasi?"),
        ("metode/advokasi.md", "did you mean metode/advokasi?"),
        ("metode/advokasi.en", "did you mean metode/advokasi?"),
        ("docs/en/advokasi.en.md.md", "did you mean advokasi?"),
        ("/advokasi", "did you mean advokasi?"),
        ("advokasi/", "did you mean advokasi?"),
        ("metode/../advokasi", "did you mean metode/advokasi?"),
        ("metode//advokasi", "did you mean metode/advokasi?"),
        ("metode\\advokasi", "did you mean metode/advokasi?"),
        ("kode étik_baru", "did you mean kode-etik-baru?"),
        ("-advokasi", "did you mean advokasi?"),
        ("advokasi\n", "did you mean advokasi?"),
        ("字", "as in metode/advokasi"),
        ("nilai", "docs/nilai.md exists already"),
        ("metode/taktik", "docs/metode/taktik.md exists already"),
        ("templates/advokasi", "exclude_docs"),
        ("a" * 300, "nothing was changed"),
    ],
)
def test_a_slug_that_cannot_be_is_refused(project, capsys, slug, message):
    assert message in refusal(project, capsys, slug)


def test_a_missing_slug_is_refused(project, capsys):
    assert "SLUG is missing" in refusal(project, capsys)


@pytest.mark.parametrize("slug", [".en.md/x", "en/id/en/x.en.id", "docs/docs/x", "a.md/.md", "./..", "x.en//", "--"])
def test_what_is_suggested_is_a_good_slug(slug):
    config = load_config(ROOT)
    assert corrected(corrected(slug, config), config) == corrected(slug, config)


@pytest.mark.parametrize("file", ["advokasi.md", "advokasi.en.md", "advokasi.id.md"])
def test_no_page_is_written_over(project, capsys, file):
    (project / "docs" / file).write_text("text")
    assert f"docs/{file} exists already" in refusal(project, capsys, "advokasi")


def test_a_page_that_the_nav_names_is_refused(project, capsys):
    head = with_nav(project, "nav:\n  - index.md\n  - Cara: advokasi.md\n")
    assert f"mkdocs.yml:{head.count(chr(10)) + 3}: the nav names" in refusal(project, capsys, "advokasi")


def test_a_folder_that_cannot_be_made_is_refused(project, capsys):
    (project / "docs" / "kasus").write_text("a file")
    assert "docs/kasus/baru" in refusal(project, capsys, "kasus/baru/satu")


@pytest.mark.parametrize(("method", "name"), [("open", "satu.en.md"), ("write_bytes", ""), ("replace", "")])
def test_nothing_stays_half_made_when_writing_fails(project, capsys, monkeypatch, method, name):
    real = getattr(Path, method)

    def refusing(path, *arguments, **options):
        # Reading goes through Path.open too.
        if method != "open" or (path.name == name and "x" in arguments):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, method, refusing)
    assert "Permission denied; nothing was changed" in refusal(project, capsys, "kasus/baru/satu")


def test_a_folder_without_mkdocs_yml_is_refused(tmp_path, capsys):
    assert "mkdocs.yml" in refusal(tmp_path, capsys, "advokasi")


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        ("nav:\n- index.md\n- nilai.md  # last\n", "nav:\n- index.md\n- nilai.md  # last\n- etika.md\n"),
        (
            "nav:\n  - A: nilai.md\n  # next\n  - B: x/a.md",
            "nav:\n  - A: nilai.md\n  - etika.md\n  # next\n  - B: x/a.md",
        ),
        ("nav:\n  - index.md", "nav:\n  - index.md\n  - etika.md"),
        ("nav:\r\n  - index.md\r\n# end\r\n", "nav:\r\n  - index.md\r\n  - etika.md\r\n# end\r\n"),
        ("nav: [index.md, {A: nilai.md}]\n", "nav: [index.md, {A: nilai.md}, etika.md]\n"),
        ("nav:\n  - x/a.md\n  - https://contoh.id/\n", "nav:\n  - x/a.md\n  - https://contoh.id/\n  - etika.md\n"),
        ("# no nav\n", "# no nav\n"),
    ],
)
def test_a_nav_keeps_the_way_it_is_written(project, nav, expected):
    head = with_nav(project, nav)
    assert make(project, "etika") == 0
    assert (project / "mkdocs.yml").read_bytes().decode() == head + expected


def test_a_nav_that_one_line_cannot_be_added_to_is_refused(project, capsys):
    with_nav(project, "nav:\n  - A: >-\n      nilai.md\n\nextra: {}\n")
    assert "nothing can be added after this entry" in refusal(project, capsys, "etika")


def test_a_byte_order_mark_stays(project):
    settings = project / "mkdocs.yml"
    text = settings.read_bytes()
    settings.write_bytes(b"\xef\xbb\xbf" + text)
    assert make(project, "etika") == 0
    line = b"      - unduhan.md\n"  # the last page of no folder
    assert settings.read_bytes() == b"\xef\xbb\xbf" + text.replace(line, line + b"      - etika.md\n")


@pytest.mark.parametrize("structure", ["suffix", "folder"])
def test_every_language_of_the_site_gets_its_page(tmp_path, capsys, structure):
    (tmp_path / "docs").mkdir()
    languages = "".join(f"\n        - {{locale: {locale}, name: X}}" for locale in ("en-GB", "fr", "id"))
    settings = f"plugins:\n  - i18n:\n      docs_structure: {structure}\n      languages:{languages}\n"
    extensions = "markdown_extensions: [attr_list, toc]\nextra: {required_front_matter: [title, author]}\n"
    (tmp_path / "mkdocs.yml").write_text(settings + extensions)
    assert make(tmp_path, "etika") == 0
    files = {"suffix": ("etika.md", "etika.fr.md", "etika.id.md"), "folder": ("en-GB", "fr", "id")}[structure]
    paths = [tmp_path / "docs" / (file if structure == "suffix" else f"{file}/etika.md") for file in files]
    english, french, indonesian = (path.read_text(encoding="utf-8") for path in paths)
    assert "lang=" not in english + indonesian
    assert "Tulis di sini" in indonesian
    assert french.replace("\n{lang=en}", "").replace(" lang=en}", "}") == english != french
    output = capsys.readouterr().out
    assert str(paths[1].relative_to(tmp_path)) in output.partition("Still in English")[2]
    assert check_site(load_site(tmp_path)) == []
