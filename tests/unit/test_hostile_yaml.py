"""YAML that is no mistake of typing: one finding at its place, never a traceback or a dead process."""

import subprocess
import sys

import pytest

from scripts.checks import check_site
from scripts.commands.check import main
from scripts.core.place import Problem
from scripts.core.yamlfile import parse
from scripts.model.site import load_site

PAGE = "---\n{}\n---\n\nSebuah kalimat.\n"


def bomb(levels=8, width=9):
    lines = ["a0: &a0 [x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels + 1)]
    return "\n".join(lines)


def merged_bomb():
    lines = ["a0: &a0 {b: 1, c: 2}"]
    lines += [f"a{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 9)}]}}" for level in range(1, 8)]
    return "\n".join(lines)


CASES = {
    "digits": ("title: a\nb: " + "1" * 5000, 3, 4),
    "hexadecimal": ("title: a\nb: 0x" + "f" * 9000, 3, 4),
    "sexagesimal": ("title: a\nb: " + ":".join(["1"] * 5000), 3, 4),
    "binary digits": ("title: a\nb: 0b" + "1" * 20_000, 3, 4),
    "key of digits": ("title: a\n" + "9" * 500 + ": b", 3, 1),
    "aliases": (bomb(), None, None),
    "merge keys": (merged_bomb(), None, None),
    "long text repeated": ("a: &a " + "x" * 5000 + "\nb: [" + ", ".join(["*a"] * 100) + "]", 3, 4),
    "itself": ("title: a\nb: &b [*b]", 3, 4),
    "deep flow": ("title: a\nb: " + "[" * 20_000, 3, None),
    "deep mappings": ("title: a\nb: " + "{a: " * 20_000, 3, None),
    "deep blocks": ("title: a\nb:\n  " + "- " * 20_000 + "x", 4, None),
    "deep explicit keys": ("title: a\nb:\n  " + "? " * 20_000 + "x", 4, None),
    "control character": ("title: a\nb: ééx\x0by", 3, 7),
    "escape": ('title: a\nb: "x\\vy"', 3, 4),
    "escape of NUL": ('title: a\nb: "x\\0y"', 3, 4),
    "colour": ('title: a\nb: "x\\e[31my"', 3, 4),
    "surrogate": ('title: a\nb: "x\\ud800y"', 3, None),
    "noncharacter": ('title: a\nb: "\\uffff"', 3, 4),
    "escape in a key": ('title: a\n"b\\v": x', 3, 1),
    "object": ("title: a\nb: !!python/object/apply:os.system [ls]", 3, 4),
    "name": ("title: a\nb: !!python/name:os.system", 3, 4),
    "tag": ("title: a\nb: !house x", 3, 4),
    "no such day": ("title: a\nb: 2010-02-31", 3, 4),
    "no time zone": ("title: a\nb: 2010-05-01 10:00:00 +99:99", 3, 4),
    "no timestamp": ("title: a\nb: !!timestamp x", 3, 4),
    "no base64": ("title: a\nb: !!binary aaa", 3, 4),
    "no integer": ("title: a\nb: !!int x", 3, 4),
    "no float": ("title: a\nb: !!float ''", 3, 4),
    "float of digits": ("title: a\nb: " + "1:" * 5000 + "1.5", 3, 4),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_one_finding_at_its_place_in_front_matter(name, make_tree):
    text, line, column = CASES[name]
    root = make_tree(
        {"docs/index.md": PAGE.format(text), "docs/nilai.md": PAGE.format("title: a") + "\n[x](mati.md)\n"}
    )
    found = [issue for issue in check_site(load_site(root)) if issue.code in ("F01", "F03")]
    assert len(found) == 1, found
    assert (line or found[0].line, column or found[0].column) == (found[0].line, found[0].column), found
    assert len(str(found[0].message)) < 400
    assert main(["--root", str(root)]) == 1


def test_the_rest_of_the_site_is_checked_as_usual(make_tree):
    files = {f"docs/a{number}.md": PAGE.format(text) for number, (text, _, _) in enumerate(CASES.values())}
    root = make_tree({**files, "docs/nilai.md": PAGE.format("title: a") + "\n[x](mati.md)\n"})
    assert [issue.path for issue in check_site(load_site(root)) if issue.code == "L01"] == ["docs/nilai.md"]


@pytest.mark.parametrize("name", CASES)
def test_it_is_one_finding_in_a_data_file(name, make_tree, real_schemas):
    data = {"docs/index.md": PAGE.format("title: a"), "docs/_data/glossary.yml": CASES[name][0] + "\n"}
    found = [issue for issue in check_site(load_site(make_tree(real_schemas | data))) if issue.code == "F02"]
    assert len(found) == 1, found
    assert (found[0].path, found[0].line > 0) == ("docs/_data/glossary.yml", True)


@pytest.mark.parametrize("name", ["aliases", "merge keys", "deep flow", "deep blocks", "deep explicit keys", "itself"])
def test_mkdocs_yml_ends_in_one_line(name, make_tree):
    text = "site_name: a\nextra: {}\n".format(CASES[name][0].replace("\n", "\n  ").replace("title: a", "\n  c: d"))
    root = make_tree({"mkdocs.yml": text, "docs/index.md": PAGE.format("title: a")})
    command = [sys.executable, "-m", "scripts", "check", "--root", str(root)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 2, run.stderr[-500:]
    assert run.stderr.startswith("check: mkdocs.yml")
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize("text", ["a: &a {x: 1}\nb: {<<: *a, y: 2}", "a: &a [1, 2]\nb: *a\nc: *a", "a: !!set {x, y}"])
def test_what_yaml_offers_and_people_use_still_works(text):
    assert not isinstance(parse("a.yml", text + "\n", "front-matter"), Problem)


def test_between_two_thematic_breaks_nothing_is_built(make_tree):
    text = "---\n\n" + bomb() + "\n\n---\n\nSebuah kalimat.\n"
    deep = "---\n\n" + "[" * 600 + "\n\n---\n\nSebuah kalimat.\n"
    check_site(load_site(make_tree({"docs/index.md": text, "docs/nilai.md": deep})))
