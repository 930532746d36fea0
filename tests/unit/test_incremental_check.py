"""Whatever was changed since the last run, the check finds what it finds on a site that nobody checked before."""

import random

import pytest

from scripts.checks import check_site
from scripts.checks import kept_findings as kept_findings
from scripts.core.cache import Cache
from scripts.model.site import load_site
from tests.support.project import lay_project

SENTENCE = "Pekerja sosial mendengarkan dahulu, lalu bersama klien menimbang jalan mana yang sanggup ditempuh."


def pages(root):
    return sorted(file for file in (root / "docs").rglob("*.md"))


def rewritten(file, old, new, count=1):
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, count), encoding="utf-8")


def add_text(root, chance):
    with chance.choice(pages(root)).open("a", encoding="utf-8") as file:
        file.write(f"\n{SENTENCE}\n\nNilai [tautan](tiada-{chance.random()}.md) dan [@tiada].\n")


def say_again(root, chance):
    lines = [line for line in chance.choice(pages(root)).read_text(encoding="utf-8").split("\n") if len(line) > 80]
    with chance.choice(pages(root)).open("a", encoding="utf-8") as file:
        file.write(f"\n{chance.choice(lines or [SENTENCE])}\n")


def put_above(root, chance):
    file = chance.choice(pages(root))
    head, _, body = file.read_text(encoding="utf-8").partition("\n---\n")
    file.write_text(f"{head}\n---\n\n{SENTENCE}\n{body}", encoding="utf-8")


def change_title(root, chance):
    rewritten(chance.choice(pages(root)), "title: ", "title: Judul lain, ")


def change_id(root, chance):
    rewritten(chance.choice(pages(root)), "{#", "{#lain-")


def change_term(root, chance):
    file = root / "docs" / "_data" / "glossary.yml"
    rewritten(file, "term: ", "term: lain ", chance.randint(1, 4))


def drop_work(root, _):
    rewritten(root / "docs" / "_data" / "references.yml", "- id: ", "- id: lain-")


def change_nav(root, chance):
    file = root / "mkdocs.yml"
    lines = file.read_text(encoding="utf-8").split("\n")
    entries = [line for line in lines if line.strip().startswith("- ") and line.endswith(".md")]
    lines.remove(chance.choice(entries)) if entries else None
    file.write_text("\n".join(lines), encoding="utf-8")


def change_setting(root, _):
    rewritten(root / "mkdocs.yml", "permalink: true", "permalink: false")


def delete(root, chance):
    chance.choice([file for file in pages(root) if not file.name.startswith("index")]).unlink()


def move(root, chance):
    file = chance.choice([file for file in pages(root) if not file.name.startswith("index")])
    file.rename(file.with_name(f"lain-{file.name}"))


def break_page(root, chance):
    rewritten(chance.choice(pages(root)), "---\n", "---\n: [\n")


def exempt(root, chance):
    with chance.choice(pages(root)).open("a", encoding="utf-8") as file:
        file.write("\n<!-- exempt L01: alamatnya menyusul -->\nNilai [tautan](tiada.md) <b onclick=x>\u4e2d</b>.\n")


EDITS = [
    add_text,
    say_again,
    put_above,
    change_title,
    change_id,
    change_term,
    drop_work,
    change_nav,
    change_setting,
    delete,
    move,
    break_page,
    exempt,
]


@pytest.fixture
def root(tmp_path):
    return lay_project(tmp_path / "project")


def issues(root, cached=True):
    return check_site(load_site(root, Cache(root) if cached else None))


@pytest.mark.parametrize("seed", [1, 2])
def test_after_edits_of_all_kinds_the_findings_are_those_of_a_clean_run(root, seed):
    chance = random.Random(seed)
    issues(root)
    edits = [*EDITS]
    chance.shuffle(edits)
    for number, edit in enumerate(edits[:7] if seed % 2 else edits[7:]):
        kept = {file: file.read_bytes() for file in pages(root)}
        edit(root, chance)
        assert issues(root) == issues(root, cached=False), (number, edit.__name__)
        if number == 2:
            # What was undone is known from before.
            for file in {*pages(root), *kept}:
                file.write_bytes(kept[file]) if file in kept else file.unlink()
            assert issues(root) == issues(root, cached=False), (number, "undone")


def test_a_sentence_is_judged_on_its_page_alone(root, monkeypatch):
    issues(root)
    looked_at = []
    real = kept_findings._keep

    def keep(site, keys, found):
        looked_at.extend(keys)
        real(site, keys, found)

    monkeypatch.setattr(kept_findings, "_keep", keep)
    issues(root)
    assert looked_at == []
    page = next(
        file
        for file in pages(root)
        if file.name != "index.md" and ".en" not in file.name and "[[" not in file.read_text()
    )
    page.write_text(f"{page.read_text()}\n{SENTENCE}\n")
    issues(root)
    assert len(looked_at) == 1
