"""--fix: what it fixes, what it never touches, and how it writes."""

import re
import shutil
import subprocess
from collections import Counter
from contextlib import chdir
from pathlib import Path

import pytest

from scripts.checks import check_site
from scripts.commands import check
from scripts.fix.agreement import agreed_edits
from scripts.fix.edit import Edit, acceptable, applied
from scripts.fix.forms import in_case_of
from scripts.fix.prose import unquoted
from scripts.fix.rendering import Rendering
from scripts.model.loading import make_markdown
from scripts.model.site import load_site
from scripts.model.translation_stamp import blob_id
from tests.support.cases import cases
from tests.support.project import ROOT, real_site
from tests.support.settings import SETTINGS

HEAD = "---\ntitle: A\ndescription: A\n---\n\n"
GLOSSARY = """terms:
  - id: klien
    locales:
      id: {term: klien, avoid: {klient: Ejaan asing., orang kecil: Merendahkan.}, definition: Orang yang ditolong.}
      en: {term: client, avoid: {patient: Medical.}, definition: A person who is helped.}
usage:
  id:
    praktek: {use: praktik, reason: Ejaan baku.}
    sumberdaya: {use: sumber daya, reason: Dua kata.}
    respek diri: {use: harga diri, reason: Terjemahan harfiah.}
    metoda: {use: metode atau cara, reason: Dua pilihan.}
    kwalitas: {use: kualitet, reason: Ejaan lama.}
    kualitet: {use: kualitas, reason: Ejaan lama.}
"""


# A site that asks for ids of headings and tidy Markdown, as fixers need it to.
ASKING = SETTINGS.replace("extra:\n", "extra:\n  check_families: [B, W]\n")


@pytest.fixture
def fix(make_tree, real_schemas):
    """Fixes a tree of these files and a glossary; returns its root."""

    def run(files, *arguments):
        root = make_tree({"mkdocs.yml": ASKING, "docs/_data/glossary.yml": GLOSSARY, **real_schemas, **files})
        check.main(["--fix", *arguments, "--root", str(root)])
        return root

    return run


@pytest.fixture
def fixed_body(fix):
    """The text of a page below its front matter after fixing."""
    return lambda body, path="docs/a.md": (fix({path: HEAD + body}) / path).read_text().removeprefix(HEAD)


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("praktek, Praktek dan PRAKTEK.\n", "praktik, Praktik dan PRAKTIK.\n"),
        ("Sumberdaya dan SUMBERDAYA\n", "Sumber daya dan SUMBER DAYA\n"),
        ("Respek Diri, Respek diri, respek\ndiri\n", "Harga Diri, Harga diri, harga\ndiri\n"),
        ("Orang kecil dan orang\nkecil.\n", "Klien dan orang\nkecil.\n"),
        ("**Praktek**nya, *praktek*, _praktek_.\n", "**Praktik**nya, *praktik*, _praktik_.\n"),
        ("[praktek](https://contoh.org/praktek)\n", "[praktik](https://contoh.org/praktek)\n"),
        ("| praktek |\n| --- |\n| praktek |\n", "| praktik |\n| --- |\n| praktik |\n"),
        (
            '!!! note "x"\n    praktek\n\n=== "x"\n\n    - praktek\n',
            '!!! note "x"\n    praktik\n\n=== "x"\n\n    - praktik\n',
        ),
        ("x[^1]\n\n[^1]: praktek\n", "x[^1]\n\n[^1]: praktik\n"),
        ("## Praktek {#praktek}\n\nx\n", "## Praktik {#praktek}\n\nx\n"),
        ("<p>praktek</p>\n", "<p>praktik</p>\n"),
        ("“praktek” praktek ‘praktek’ praktek\n", "“praktek” praktik ‘praktek’ praktik\n"),
    ],
)
def test_discouraged_forms_in_prose_give_way(body, after, fixed_body):
    assert fixed_body(body) == after


UNTOUCHED = [
    "`praktek` dan ``praktek ` praktek``\n",
    "```\npraktek   \n```\n",
    "~~~ text\npraktek\n~~~\n",
    "    praktek   \n",
    "- x\n\n        praktek\n",
    "<pre>\npraktek   \n</pre>\n",
    "<code>praktek</code> <kbd>praktek</kbd>\n",
    "> praktek \n> praktek\n",
    "> x\ny \nz\n",
    "“x \ny”\n",
    "`x \ny`\n",
    "<!-- x \ny -->\n",
    "> praktek\npraktek yang malas\n",
    "<blockquote>praktek</blockquote>\n",
    "<q>praktek</q>\n",
    "Kata “praktek lama”, \"praktek baru\", ‘praktek’, 'praktek', «praktek».\n",
    "Kata “praktek yang “praktek” praktek” itu.\n",
    "Kata “praktek\nyang panjang”.\n",
    "Kata “praktek yang tidak berakhir.\n",
    "[x](praktek.md) ![praktek](praktek.png) <https://contoh.org/praktek>\n",
    "https://contoh.org/praktek praktek.md praktek@contoh.org docs/praktek a_praktek_b\n",
    "[praktek][] dan [praktek]\n\n[praktek]: https://contoh.org/\n",
    "*[PS]: praktek\n\nPS\n",
    "x[^praktek]\n\n[^praktek]: y\n",
    '<span title="praktek">x</span> <a href="praktek.md">x</a>\n',
    '<span lang="en">praktek</span> *praktek*{lang=en}\n',
    "praktek yang asing\n{: lang=en }\n",
    "x {.praktek}\n",
    "<!-- praktek -->\nx\n",
    "[@praktek] [@a, praktek]\n",
    "## Praktek\n\nx\n",
    "prakteknya, praktek-praktek, praktekum\n",
    "metoda, kwalitas, pRaktek\n",
    "<!-- exempt T05: dikutip apa adanya -->\npraktek\n",
    "baris  \nberikut\n",
    '!!! note "praktek"\n    x\n',
]


@pytest.mark.parametrize("body", UNTOUCHED)
def test_nothing_else_is_touched(body, fixed_body):
    assert fixed_body(body) == body


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("title: Praktek\ndescription: praktek", "title: Praktik\ndescription: praktik"),
        ("title: \"Praktek: 'praktek'\"\ndescription: x", "title: \"Praktik: 'praktek'\"\ndescription: x"),
        ("title: x\ndescription: >-\n  praktek\n  baru", "title: x\ndescription: >-\n  praktik\n  baru"),
        (
            "title: x  # praktek\ndescription: x\npraktek: praktek",
            "title: x  # praktek\ndescription: x\npraktek: praktek",
        ),
        ("title: Praktek # exempt T05: lama\ndescription: x", "title: Praktek # exempt T05: lama\ndescription: x"),
        ("title: x   \ndescription: |\n  y  \n  z", "title: x\ndescription: |\n  y  \n  z"),
    ],
)
def test_title_and_description_are_prose_too(front, after, fix):
    root = fix({"docs/a.md": f"---\n{front}\n---\n\nx\n"})
    assert (root / "docs" / "a.md").read_text() == f"---\n{after}\n---\n\nx\n"


def test_two_lines_across_a_page_are_no_front_matter(fix):
    root = fix({"docs/a.md": "---\n\nSatu praktek.  \n\n---\n\nLagi praktek.\n"})
    assert (root / "docs/a.md").read_text() == "---\n\nSatu praktik.\n\n---\n\nLagi praktik.\n"


def test_each_language_has_its_own_forms(fix):
    root = fix({"docs/a.md": HEAD + "patient praktek\n", "docs/a.en.md": HEAD + "Patient praktek\n"})
    assert (root / "docs/a.md").read_text() == HEAD + "patient praktik\n"
    assert (root / "docs/a.en.md").read_text() == HEAD + "Client praktek\n"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("a \nb\t\n", "a\nb\n"),
        ("a  \nb  \n\nc  \n", "a  \nb\n\nc\n"),
        ("## A {#a}  \n\n- b \n- c", "## A {#a}\n\n- b\n- c"),
        ("a\n  \nb   ", "a\n\nb"),
        ("https://contoh.org/ \n", "https://contoh.org/\n"),
        ('!!! note "x"\n    a \n\n    - b \n', '!!! note "x"\n    a\n\n    - b\n'),
    ],
)
def test_blanks_at_the_ends_of_lines_go_but_for_line_breaks(body, after, fixed_body):
    assert fixed_body(body) == after


def pair(fix, one, other):
    root = fix({"docs/a.md": HEAD + one, "docs/a.en.md": HEAD + other})
    return tuple((root / name).read_text().removeprefix(HEAD) for name in ("docs/a.md", "docs/a.en.md"))


@pytest.mark.parametrize(
    ("one", "other", "after_one", "after_other"),
    [
        ("## Satu {#x}\n", "## One\n", "## Satu {#x}\n", "## One {#x}\n"),
        ("## Satu\n", "## One {#x}\n", "## Satu {#x}\n", "## One {#x}\n"),
        ("## Satu Dua\n", "## One\n", "## Satu Dua {#satu-dua}\n", "## One {#satu-dua}\n"),
        ("## Satu {#a}\n", "## One {#b}\n", "## Satu {#a}\n", "## One {#b}\n"),
        ("## Satu {.x}\n", "## One {: .y #b}\n", "## Satu {#b .x}\n", "## One {: .y #b}\n"),
        ("Satu\n====\n", "One {#b}\n---\n", "Satu\n====\n", "One {#b}\n---\n"),
        ("Satu\n----\n", "One {#b}\n---\n", "Satu {#b}\n----\n", "One {#b}\n---\n"),
        (
            "## Satu\n\n## Satu\n",
            "## One\n\n## One\n",
            "## Satu {#satu}\n\n## Satu {#satu_1}\n",
            "## One {#satu}\n\n## One {#satu_1}\n",
        ),
        ("## Satu  \n", "## One {#x}\n", "## Satu {#x}\n", "## One {#x}\n"),
        ("## Satu ##\n", "## One {#x}\n", "## Satu ## {#x}\n", "## One {#x}\n"),
        ("## Praktek\n", "## Practice\n", "## Praktik {#praktek}\n", "## Practice {#praktek}\n"),
        ("## É à\n", "## One\n", "## É à {#e-a}\n", "## One {#e-a}\n"),
        # Not the same headings: a person must say which belong together.
        ("## Satu {#x}\n\n## Dua\n", "## One\n", "## Satu {#x}\n\n## Dua\n", "## One\n"),
        ("## Satu {#x}\n", "### One\n", "## Satu {#x}\n", "### One\n"),
        ("## A {#a}\n\n## B {#b}\n", "## B {#b}\n\n## A\n", "## A {#a}\n\n## B {#b}\n", "## B {#b}\n\n## A\n"),
        ("## 中文\n", "## One\n", "## 中文\n", "## One\n"),
        ("> ## Satu\n", "> ## One {#x}\n", "> ## Satu\n", "> ## One {#x}\n"),
        (
            "<h2>Satu</h2>\n\n## Dua {#b}\n",
            "<h2>One</h2>\n\n## Two\n",
            "<h2>Satu</h2>\n\n## Dua {#b}\n",
            "<h2>One</h2>\n\n## Two {#b}\n",
        ),
        (
            "```\n## Satu\n```\n\n## Satu\n",
            "```\n## One\n```\n\n## One {#x}\n",
            "```\n## Satu\n```\n\n## Satu {#x}\n",
            "```\n## One\n```\n\n## One {#x}\n",
        ),
        (
            "<!-- exempt P02: nanti -->\n## Satu\n",
            "## One {#x}\n",
            "<!-- exempt P02: nanti -->\n## Satu\n",
            "## One {#x}\n",
        ),
    ],
)
def test_headings_get_the_same_ids_in_both_languages(one, other, after_one, after_other, fix):
    assert pair(fix, one, other) == (after_one, after_other)


def test_only_the_files_named_are_mended(fix):
    files = {"docs/a.md": HEAD + "## Satu\n\npraktek\n", "docs/a.en.md": HEAD + "## One\n\npatient\n"}
    root = fix(files, "docs/a.en.md")
    assert (root / "docs/a.md").read_text() == files["docs/a.md"]
    assert (root / "docs/a.en.md").read_text() == HEAD + "## One {#satu}\n\nclient\n"


NASTY = (
    "\ufeff---\r\ntitle: Praktek é😀\r\ndescription: x\r\n---\r\n\r\n## Praktek 😀  \r\n\r\né praktek \r\n`praktek ` x"
    "\x0b\u2028y  \r\nz\n\n> praktek \r\n\r\n\tpraktek\t\r\n\r\npraktek"
)


def test_bytes_that_are_not_mended_stay_as_they_are(fix):
    root = fix({"docs/a.md": NASTY, "docs/a.en.md": HEAD + "## One {#x}\n"})
    wanted = (
        NASTY.replace("title: Praktek", "title: Praktik")
        .replace("## Praktek 😀  ", "## Praktik 😀 {#x}")
        .replace("é praktek \r", "é praktik\r")
        .replace("\r\n\r\npraktek", "\r\n\r\npraktik")
    )
    assert (root / "docs" / "a.md").read_bytes().decode() == wanted


def rendered(root, before=None):
    """By path, the text of each page and what it looks like; what has the text that it had before is not done again."""
    site = load_site(root)
    known = dict(before or {})
    with chdir(root):
        markdown = make_markdown(site.config)
        for page in site.pages.values():
            if page.readable and known.get(page.path, ("",))[0] != page.source.text:
                known[page.path] = page.source.text, Rendering.of(page.source.text, page.locale, markdown)
    return {page.path: known[page.path] for page in site.pages.values() if page.readable}


@pytest.mark.parametrize("name", [*cases(), "this site"])
def test_code_and_quotations_are_never_touched_and_a_second_run_changes_nothing(name, lay_out, tmp_path, capsys):
    if name == "this site":
        shutil.copytree(ROOT / "docs", tmp_path / "docs")
        shutil.copy(ROOT / "mkdocs.yml", tmp_path)
        root = tmp_path
    else:
        root = lay_out(cases()[name])
    before, files = rendered(root), {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    check.main(["--fix", "--root", str(root)])
    after = rendered(root, before)
    assert before.keys() == after.keys()
    for path, (_, page) in before.items():
        for tag in ("code", "pre", "blockquote", "q", "cite", "kbd"):
            shown = [[e.text_content() for e in one.tree.iter(tag)] for one in (page, after[path][1])]
            assert shown[0] == shown[1]
        for name in ("href", "src", "title", "alt"):
            assert page.tree.xpath(f"//@{name}[not(starts-with(., '#'))]") == after[path][1].tree.xpath(
                f"//@{name}[not(starts-with(., '#'))]"
            )
    capsys.readouterr()
    once = {path: path.read_bytes() for path in files}
    assert [path for path in files if not path.name.endswith(".md") and once[path] != files[path]] == []
    check.main(["--fix", "--root", str(root)])
    assert not capsys.readouterr().out.startswith("---")
    assert {
        path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts
    } == once


def test_a_diff_is_printed_before_anything_is_written(make_tree, real_schemas, monkeypatch, capsys):
    files = {"docs/a.md": HEAD + "praktek", "docs/b.md": HEAD + "x \r\n"}
    root = make_tree({"mkdocs.yml": ASKING, "docs/_data/glossary.yml": GLOSSARY, **real_schemas, **files})
    seen = []
    monkeypatch.setattr("scripts.fix.fixing.write", lambda file, data: seen.append(capsys.readouterr().out))
    check.main(["--fix", "--root", str(root)])
    assert len(seen) == 2
    shown = seen[0]
    assert shown.count("\n--- a/docs/") + shown.startswith("--- a/docs/") == 2
    (root / "fix.patch").write_bytes(shown.encode())
    subprocess.run(["git", "apply", "fix.patch"], cwd=root, check=True)
    assert (root / "docs/a.md").read_bytes() == (HEAD + "praktik").encode()
    assert (root / "docs/b.md").read_bytes() == (HEAD + "x\r\n").encode()


def test_a_dry_run_shows_the_diff_and_writes_nothing(fix, capsys):
    root = fix({"docs/a.md": HEAD + "praktek\n"}, "--dry-run")
    shown = capsys.readouterr()
    assert (root / "docs/a.md").read_text() == HEAD + "praktek\n"
    assert shown.out == (
        "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -3,4 +3,4 @@\n description: A\n ---\n \n-praktek\n+praktik\n"
    )
    assert shown.err == "1 files would change; nothing was written\n"


def test_what_is_left_is_reported_as_ever(make_tree, real_schemas, capsys):
    files = {"docs/a.md": HEAD + "praktek prakteknya\n", "docs/a.en.md": HEAD + "x\n"}
    root = make_tree({"docs/_data/glossary.yml": GLOSSARY, **real_schemas, **files})
    assert check.main(["--fix", "--root", str(root)]) == 1
    shown = capsys.readouterr()
    assert "docs/a.md:6:9: T05 " in shown.out
    assert "docs/a.md:6:1: T05 " not in shown.out
    assert shown.err.splitlines()[-1] == "fixed 1 files"


def test_translations_to_compare_are_named_last(fix, capsys):
    original = HEAD + "praktek\n"

    def translation(text):
        return f'---\ntitle: A\ndescription: A\nsource: {{lang: id, blob: "{blob_id(text.encode())}"}}\n---\n\nx\n'

    fix(
        {
            "docs/a.md": original,
            "docs/a.en.md": translation(original),
            "docs/b.md": original,
            "docs/b.en.md": translation("older"),
            "docs/c.md": HEAD + "x\n",
            "docs/c.en.md": translation(HEAD + "x\n").replace("x\n", "x \n"),
        }
    )
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == 'compare each with its original, then record that: make stamp PAGE="docs/a.en.md"'


@pytest.mark.parametrize("kind", ["link", "read-only", "folder"])
def test_a_file_that_cannot_be_written_is_named_and_the_others_are_mended(
    kind, make_tree, real_schemas, monkeypatch, capsys
):
    files = {"docs/a.md": HEAD + "praktek\n", "docs/b.md": HEAD + "praktek\n"}
    root = make_tree({"docs/_data/glossary.yml": GLOSSARY, **real_schemas, **files})
    file = root / "docs" / "a.md"
    if kind == "link":
        file.rename(root / "real.txt")
        file.symlink_to(root / "real.txt")
    elif kind == "read-only":
        file.chmod(0o444)
    else:
        real = Path.write_bytes

        def full(path, data):
            if path.name == "a.md":
                real(path, data[:3])
                raise OSError(28, "No space left on device")
            return real(path, data)

        monkeypatch.setattr(Path, "write_bytes", full)
    assert check.main(["--fix", "--root", str(root)]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("check: ")]
    assert len(lines) == 1
    assert re.fullmatch(r"check: docs/a\.md was left as it was: .+", lines[0])
    assert file.read_text() == HEAD + "praktek\n"
    assert (root / "docs/b.md").read_text() == HEAD + "praktik\n"
    assert sorted(path.name for path in (root / "docs").iterdir()) == ["_data", "a.md", "b.md"]


def test_the_mode_of_a_file_is_kept(make_tree):
    root = make_tree({"mkdocs.yml": ASKING, "docs/a.md": HEAD + "x \n"})
    (root / "docs/a.md").chmod(0o640)
    check.main(["--fix", "--root", str(root)])
    assert (root / "docs/a.md").read_text() == HEAD + "x\n"
    assert (root / "docs/a.md").stat().st_mode & 0o777 == 0o640


def test_a_page_that_cannot_be_read_is_left_alone(make_tree):
    broken = b"---\ntitle: [\n---\n\npraktek \xff \n"
    root = make_tree({"mkdocs.yml": ASKING, "docs/a.md": broken, "docs/b.md": HEAD + "x \n"})
    assert check.main(["--fix", "--root", str(root)]) == 1
    assert (root / "docs/a.md").read_bytes() == broken
    assert (root / "docs/b.md").read_text() == HEAD + "x\n"


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--fix", "--format", "json"]])
def test_options_that_do_not_go_together_are_refused(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        check.main(arguments)
    assert stopped.value.code == 2
    assert "--fix" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "use", "expected"),
    [
        ("praktek", "praktik", "praktik"),
        ("Praktek", "praktik", "Praktik"),
        ("PRAKTEK", "praktik", "PRAKTIK"),
        ("pRaktek", "praktik", ""),
        ("PrakTek", "praktik", ""),
        ("depsos", "Kementerian Sosial", "Kementerian Sosial"),
        ("Respek Diri", "harga diri", "Harga Diri"),
        ("Orang Kecil", "klien", "Klien"),
        ("respek\ndiri", "harga diri", "harga\ndiri"),
        ("orang\nkecil", "klien", ""),
        ("di  antara", "di antara", "di  antara"),
    ],
)
def test_the_case_of_what_is_replaced_is_kept(written, use, expected):
    assert in_case_of(written, use) == expected


def test_quotations_end_where_their_paragraph_does():
    text = "a \"b\nc\" d 'e' don't f’s ‘g’s h’ i\n\n“j “k” l” m “n\n\no"
    assert unquoted(text).split() == ["a", "d", "don't", "f’s", "i", "m", "o"]
    assert len(unquoted(text)) == len(text)


def test_edits_are_applied_and_refused_one_by_one():
    edits = [Edit("a", n, n + 1, "x") for n in range(5)]
    assert applied("abcdef", edits) == "xxxxxf"
    assert acceptable(edits, lambda some: edits[3] not in some) == [*edits[:3], edits[4]]
    assert acceptable(edits, lambda some: False) == []


def test_the_fixers_leave_the_pages_of_this_site_alone():
    site = real_site()
    assert agreed_edits(site, list(site.pages.values())) == {}


def i18n(*locales):
    """Settings for these languages, the first of which is the default, that ask for ids of headings."""
    listed = "".join(
        f"        - {{locale: {locale}, name: {locale}{', default: true' if locale == locales[0] else ''}}}\n"
        for locale in locales
    )
    rest = ASKING.replace(ASKING[ASKING.index("        - {locale: id") : ASKING.index("markdown_extensions")], listed)
    return rest.replace("  required_front_matter: [title, description]\n", "")


def errors(root):
    return Counter((issue.path, issue.code) for issue in check_site(load_site(root)) if issue.severity == "error")


PAIR = {"docs/index.md": "# 首页\n\n## 外部控制 API\n\nx\n"}
EN = "# Home\n\n## External control API\n\nx\n\n"


@pytest.mark.parametrize(
    "files",
    [
        # A link on the page itself, in Markdown and in HTML, a label of another element, a name that is encoded.
        {**PAIR, "docs/index.en.md": EN + "[up](#external-control-api)\n"},
        {**PAIR, "docs/index.en.md": EN + '<a href="#external-control-api">up</a>\n'},
        {**PAIR, "docs/index.en.md": EN + '<p aria-labelledby="external-control-api">x</p>\n'},
        # A link on another page: to the page, its address, the whole site.
        {**PAIR, "docs/index.en.md": EN, "docs/b.md": "x\n", "docs/b.en.md": "[a](index.md#external-control-api)\n"},
        {**PAIR, "docs/index.en.md": EN, "docs/b.en.md": '<a href="index.html#external-control-api">x</a>\n'},
        {**PAIR, "docs/index.en.md": EN, "docs/b.md": "[x](https://contoh.id/en/#external-control-api)\n"},
        # Of two headings with the same words the first one would take the name of the other, or leave its own to it.
        {
            "docs/index.md": "# A\n\n## Satu\n\nx\n\n## Satu\n\nx\n\n[x](#satu_1)\n",
            "docs/index.en.md": "# A\n\n## One {#satu_1}\n\nx\n\n## One\n\nx\n",
        },
        {
            "docs/index.md": "# A\n\n## Satu {#x}\n\nx\n\n## Dua\n\nx\n",
            "docs/index.en.md": "# A\n\n## Example\n\nx\n\n## Example\n\nx\n\n[x](#example)\n",
        },
    ],
)
def test_an_anchor_that_a_link_uses_stays_with_its_heading(files, make_tree):
    root = make_tree({"mkdocs.yml": i18n("zh", "en"), **files})
    before, led = errors(root), anchored(root)
    check.main(["--fix", "--root", str(root)])
    assert errors(root) - before == Counter()
    assert {name: words for name, words in anchored(root).items() if name in led} == led


def anchored(root):
    """By page and anchor that some link uses, the words of the heading there."""
    site = load_site(root)
    used = {link.target.partition("#")[2] for page in site.pages.values() for link in page.links}
    return {
        (page.path, section.anchor): section.heading
        for page in site.pages.values()
        for section in page.sections
        if section.anchor in used
    }


def test_a_table_of_contents_follows_its_headings(fix):
    one, other = pair(fix, "[TOC]\n\n## Satu\n", "[TOC]\n\n## One\n")
    assert (one, other) == ("[TOC]\n\n## Satu {#satu}\n", "[TOC]\n\n## One {#satu}\n")


@pytest.mark.parametrize(
    "third",
    ["# A\n\n## Un\n\n### Deux\n\nx\n", "# A\n\n## Un {#un}\n\nx\n\n## Deux {#deux}\n\nx\n\n## Trois {#trois}\n\nx\n"],
)
def test_ids_that_would_part_a_third_language_are_not_given(third, make_tree):
    body = "# {}\n\n## One {}\n\nx\n\n## Two {}\n\nx\n"
    files = {"docs/a.md": body.format("A", "a", "b"), "docs/a.de.md": body.format("B", "c", "d"), "docs/a.fr.md": third}
    root = make_tree({"mkdocs.yml": i18n("en", "de", "fr"), **files})
    before = errors(root)
    check.main(["--fix", "--root", str(root)])
    assert errors(root) - before == Counter()


def test_no_fixer_does_what_the_site_does_not_ask_for(make_tree, real_schemas):
    files = {"docs/a.md": HEAD + "## Satu\n\nx \n\npraktek\n", "docs/a.en.md": HEAD + "## One {#x}\n\ny \n"}
    root = make_tree({"docs/_data/glossary.yml": GLOSSARY, **real_schemas, **files})
    check.main(["--fix", "--root", str(root)])
    assert (root / "docs/a.md").read_text() == HEAD + "## Satu\n\nx \n\npraktik\n"
    assert (root / "docs/a.en.md").read_text() == files["docs/a.en.md"]


def test_of_two_good_halves_that_do_not_go_together_one_is_kept():
    edits = [Edit("a", n, n + 1, "x") for n in range(4)]
    assert acceptable(edits, lambda some: not {edits[0], edits[3]} <= set(some)) == edits[:3]
    # The first is taken only beside the last.
    assert acceptable(edits, lambda some: edits[1] not in some and (edits[0] not in some or edits[3] in some)) == [
        edits[0],
        *edits[2:],
    ]
