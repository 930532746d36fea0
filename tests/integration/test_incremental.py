"""Whatever is edited between two builds, the second makes the site that a first build of the same files would make."""

import json
import os
import random
import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import markdown
import pytest
import yaml

from scripts.commands import build
from scripts.model import fingerprint
from scripts.render.article import kept_pages
from tests.support.project import ROOT, lay_project

DIAGRAM = "docs/_data/diagrams/tangga-partisipasi.yml"
NAV = re.compile(r"^nav:\n(?:.+\n)+", re.MULTILINE)
EACH_KIND = 2


class Writer:
    """Somebody who edits the project at ``root``, in an order that ``chance`` gives."""

    def __init__(self, root, chance, monkeypatch):
        self.root, self.chance, self.monkeypatch = root, chance, monkeypatch
        self.count, self.words = 0, ["isi", "keyakinan"]
        pages = sorted(file.relative_to(root / "docs").as_posix() for file in (root / "docs").rglob("*.md"))
        self.pages = [page for page in pages if not page.endswith(".en.md") and page != "index.md"]
        first = ("nilai.md", "prinsip.md", "proses.md", "metode/taktik.md")
        self.menu = {"Dasar": [*first], "Acuan": [page for page in self.pages if page not in first]}
        self.write_menu()

    def edit(self, path, pattern, instead):
        """Replace one of the places in the file."""
        text = (self.root / path).read_text(encoding="utf-8")
        match = self.chance.choice(list(re.finditer(pattern, text, re.MULTILINE)))
        (self.root / path).write_text(
            text[: match.start()] + match.expand(instead) + text[match.end() :], encoding="utf-8"
        )

    def write_menu(self):
        lines = [f"  - {part}:\n" + "".join(f"      - {page}\n" for page in pages) for part, pages in self.menu.items()]
        text = (self.root / "mkdocs.yml").read_text(encoding="utf-8")
        text = NAV.sub("nav:\n  - Beranda: index.md\n" + "".join(lines), text)
        (self.root / "mkdocs.yml").write_text(text, encoding="utf-8")

    def some_page(self):
        """One of the pages that has no data block, in one of the languages."""
        pages = [f"docs/{page}" for page in ("index", "nilai", "prinsip", "proses", "metode/taktik")]
        files = [f"{page}{suffix}" for page in pages for suffix in (".md", ".en.md")]
        return self.chance.choice([file for file in files if (self.root / file).exists()])

    def text(self):
        self.edit(self.some_page(), r"\Z", f"\nKalimat {self.count}.\n")

    def title(self):
        self.edit(self.some_page(), r"^title: (.*)$", rf"title: \g<1> {self.count}")

    def move_in_the_menu(self):
        here, there = self.chance.sample(list(self.menu), 2)
        page = self.chance.choice(self.menu[here][1:])
        self.menu[here].remove(page)
        self.menu[there].insert(self.chance.randint(0, len(self.menu[there])), page)
        self.write_menu()

    def add_page(self):
        slug = self.chance.choice(["", "metode/"]) + f"baru-{self.count}"
        for suffix, language in (("", ""), (".en", f"source: {{lang: id, blob: '{0:040}'}}\n")):
            front = (
                f"---\ntitle: Baru {self.count}{suffix}\ndescription: Keterangan {self.count}{suffix}, dengan titik.\n"
            )
            text = f"{front}{language}---\n\nNilai dan prinsip [@uu].\n"
            (self.root / "docs" / f"{slug}{suffix}.md").write_text(text, encoding="utf-8")
        part = self.menu[self.chance.choice(list(self.menu))]
        part.insert(self.chance.randint(0, len(part)), f"{slug}.md")
        self.write_menu()

    def delete_page(self):
        page = next(page for pages in self.menu.values() for page in pages if page == "kartu.md" or "baru-" in page)
        for pages in self.menu.values():
            pages[:] = [other for other in pages if other != page]
        for suffix in (".md", ".en.md"):
            (self.root / "docs" / page.replace(".md", suffix)).unlink()
        self.write_menu()

    def definition(self):
        self.edit("docs/_data/glossary.yml", r"definition: (Arti kata|What) .*", rf"definition: \g<1> {self.count}.")

    def form(self):
        word = self.words.pop()
        self.edit("docs/_data/glossary.yml", r"also: \[peksos|forms: \[merahasiakan", rf"\g<0>, {word}")

    def work(self):
        self.edit("docs/_data/references.yml", r"title: (\w+)", rf"title: \g<1> {self.count}")
        self.edit("docs/_data/references.yml", r"note: \{id: ", rf"\g<0>{self.count} ")

    def heading_of_the_menu(self):
        old = self.chance.choice(list(self.menu))
        self.menu = {f"Bagian {self.count}" if part == old else part: pages for part, pages in self.menu.items()}
        self.write_menu()
        self.edit("mkdocs.yml", r"nav_translations:\n", rf"\g<0>            Bagian {self.count}: Part {self.count}\n")

    def template(self):
        path = self.chance.choice(["partials/copyright.html", "partials/toc.html", "partials/cite.html", "404.html"])
        self.edit(f"overrides/{path}", r"\Z", f"<b>{self.count}</b>")

    def setting(self):
        places = {
            r"site_name: (?!Social).*": f"site_name: Situs {self.count}",
            r"^copyright: .*": f"copyright: Isi {self.count}",
            r"license: .*": f"license: https://example.org/{self.count}",
        }
        pattern = self.chance.choice(list(places))
        self.edit("mkdocs.yml", pattern, places[pattern])

    def words_of_a_diagram(self):
        words = json.loads((self.root / DIAGRAM).read_text(encoding="utf-8"))
        changed = self.chance.choice([words, *words["alternative"], *words["labels"].values()])
        if changed is words:
            words["caption"]["id"] = f"Kata {self.count}"
        else:
            changed["id"] = f"Kata {self.count}"
        (self.root / DIAGRAM).write_text(json.dumps(words), encoding="utf-8")

    def asset(self):
        path = self.chance.choice(["site.css", "glossary.css", "print.css", "mark.svg", "menu.js", "offline/worker.js"])
        (self.root / "docs" / f"lambang-baru-{self.count}.svg").write_text("<svg/>", encoding="utf-8")
        end = f"\n.baru-{self.count},h1{{color:#0{self.count:02}}}" if path.endswith("css") else "\n"
        self.edit(f"overrides/assets/{path}", r"\Z", end)

    def page_of_a_block(self):
        page = self.chance.choice(["glosarium", "pustaka", "peta-artikel", "unduhan", "kontribusi/status"])
        self.edit(f"docs/{page}{self.chance.choice(['', '.en'])}.md", r"\Z", f"\nDi bawah data {self.count}.\n")

    def heading(self):
        """A title within a page, and where the other pages link to it."""
        title = f"\n## Bagian {self.count} {{#bagian-{self.count}}}\n\nKalimat {self.count}.\n"
        for page in ("docs/prinsip.md", "docs/prinsip.en.md"):
            self.edit(page, r"\Z", title)
        self.edit("docs/nilai.md", r"\Z", f"\n[Prinsip](prinsip.md#bagian-{self.count}).\n")

    def edition(self):
        """The day of the edition, which every page tells."""
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_700_000_000 + self.count * 86_400))

    def translation(self):
        """One that goes, so that the original stands in for it, and comes back."""
        file, away = self.root / "docs" / "proses.en.md", self.root / "proses.en.md"
        (file.rename(away) if file.exists() else away.rename(file))

    def site_itself(self):
        """Somebody changes files of the site by hand, and a page changes as well."""
        for name in ("nilai.html", "en/search/search_index.js"):
            file = self.root / "site" / name
            times = file.stat()
            file.write_bytes(file.read_bytes().swapcase())
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        (self.root / "site" / "en" / "nilai.html").unlink()
        self.text()

    def version_of_a_package(self):
        """Another Markdown, which renders in another way."""
        real, known, new = markdown.Markdown.convert, fingerprint._version, f"<p>Markdown {self.count}</p>"
        self.monkeypatch.setattr(markdown.Markdown, "convert", lambda own, text: real(own, text) + new)
        self.monkeypatch.setattr(
            fingerprint, "_version", lambda name: known(name) + (f"+{self.count}" if name == "Markdown" else "")
        )
        # Another process would have it that way.
        fingerprint.code.cache_clear()
        kept_pages.code.cache_clear()


KINDS = (
    Writer.text,
    Writer.title,
    Writer.move_in_the_menu,
    Writer.add_page,
    Writer.delete_page,
    Writer.definition,
    Writer.form,
    Writer.work,
    Writer.heading_of_the_menu,
    Writer.template,
    Writer.setting,
    Writer.words_of_a_diagram,
    Writer.asset,
    Writer.page_of_a_block,
    Writer.heading,
    Writer.edition,
    Writer.translation,
    Writer.site_itself,
    Writer.version_of_a_package,
)


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The project, with a diagram on a page."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = lay_project(tmp_path / "project")
    words = yaml.safe_load((ROOT / DIAGRAM).read_text(encoding="utf-8"))
    text = {"id": "Kata", "en": "Word"}
    labels = {label: dict(text) for label in words["labels"]}
    both = {key: dict(text) for key in ("title", "description", "caption")}
    (root / DIAGRAM).write_text(json.dumps(both | {"labels": labels, "alternative": [dict(text)], "own": True}))
    for name in ("taktik.md", "taktik.en.md"):
        with (root / "docs" / "metode" / name).open("a", encoding="utf-8") as file:
            file.write("\n[[diagram:tangga-partisipasi]]\n")
    return root


def built(root):
    """The site by path, as the command builds it at ``root``."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = build.main(root)
    assert code == 0, said.getvalue()
    folder = root / "site"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def built_anew(root, folder):
    """The same of a copy that was never built."""
    shutil.rmtree(folder, ignore_errors=True)
    made = {str(root): {".cache", "site"}}
    shutil.copytree(root, folder, ignore=lambda inside, _: made.get(inside, set()), symlinks=True)
    return built(folder)


def test_edits_one_after_the_other_make_the_site_that_a_clean_build_makes(root, tmp_path, monkeypatch):
    chance = random.Random(1)
    writer = Writer(root, chance, monkeypatch)
    edits = list(KINDS) * EACH_KIND
    chance.shuffle(edits)
    site, compared = built(root), set()
    for writer.count, kind in enumerate(edits, 1):
        kind(writer)
        before, site = site, built(root)
        assert site != before, kind.__name__
        # A clean build takes its time: one of each kind, and one of all together.
        if kind in compared and writer.count < len(edits):
            continue
        compared.add(kind)
        clean = built_anew(root, tmp_path / "copy")
        done = [edit.__name__ for edit in edits[: writer.count]]
        assert site.keys() == clean.keys(), done
        assert {path for path in clean if site[path] != clean[path]} == set(), done
