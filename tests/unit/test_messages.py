"""What the tools say is there in Indonesian and English, and nothing that they say is left out."""

import ast
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from scripts.checks import check_site
from scripts.core.message import CATALOGUES, Message, MessageError, catalogue, machine_locale, say
from scripts.core.place import Place
from scripts.core.schema import violations
from scripts.core.yamlfile import parse
from scripts.external.linked_addresses import Mention
from scripts.external.verdicts import (
    ANSWERED,
    BAD_REDIRECT,
    CLOSED,
    INVALID,
    PROXY,
    SILENT,
    TLS,
    UNREACHABLE,
    Answer,
    issues,
)
from scripts.model.site import load_site
from tests.support.cases import cases
from tests.support.project import ROOT

SOURCES = sorted((ROOT / "scripts").rglob("*.py"))
# Punctuation around what is quoted, and a word that is the same in both languages.
ALIKE = {"{where}: {reason}", "{finding}: {reason}", "slug"}


def entries():
    with (CATALOGUES / "id.po").open("rb") as file:
        return [entry for entry in read_po(file, locale="id") if entry.id]


def collected() -> set[str]:
    """The templates that Babel finds where `make messages` looks, in the way that pyproject.toml tells it to."""
    found = extract_from_dir(ROOT / "scripts", [("**.py", "python")], keywords={"say": None})
    hints = extract_from_dir(ROOT / "docs" / "_data", [("**.schema.json", "scripts.core.schema:extract")])
    return {message for _, _, message, _, _ in (*found, *hints)}


def names(template: str) -> list[tuple[str, str]]:
    return sorted((name, form) for _, name, form, _ in Formatter().parse(template) if name is not None)


def calls(file: Path):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            yield node


def test_the_catalogue_holds_exactly_what_the_sources_say():
    assert {entry.id for entry in entries()} == collected()


def test_babel_finds_every_template():
    written = {call.args[0].value for file in SOURCES for call in calls(file)}
    assert len(written) > 200
    assert written <= collected()


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_template_is_a_literal_with_a_value_for_each_name(file):
    for call in calls(file):
        where = f"{file.name}:{call.lineno}"
        assert len(call.args) == 1, where
        assert isinstance(call.args[0], ast.Constant), where
        assert isinstance(call.args[0].value, str), where
        assert {name for name, _ in names(call.args[0].value)} == {keyword.arg for keyword in call.keywords}, where


def test_every_entry_is_translated_with_the_same_names():
    for entry in entries():
        assert isinstance(entry.id, str), "no plural forms: Indonesian has none, and English is worded without"
        assert not entry.fuzzy, entry.id
        assert entry.string, entry.id
        assert names(entry.string) == names(entry.id), entry.id
        assert (entry.string == entry.id) == (entry.id in ALIKE), entry.id


def test_the_catalogue_is_as_make_messages_leaves_it(tmp_path):
    for part in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / part, tmp_path)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs" / "_data", tmp_path / "docs" / "_data")
    # Below another make, as in `make test`, it would print the folders that it enters among the commands.
    dry_run = ["make", "-n", "--no-print-directory", "messages"]
    recipe = subprocess.run(dry_run, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    commands = recipe[recipe.index("mkdir -p .cache") :].replace(".venv/bin/python", shlex.quote(sys.executable))
    subprocess.run(["sh", "-e", "-c", commands], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "scripts/messages/id.po").read_text("utf-8") == (CATALOGUES / "id.po").read_text("utf-8")
    assert not re.search(r"^#: |^#~ |Date:", (CATALOGUES / "id.po").read_text("utf-8"), re.M)


def differ(message: Message) -> None:
    english, indonesian = message.text("en"), message.text("id")
    assert english
    assert indonesian
    assert english != indonesian
    assert "\n" not in english + indonesian


@pytest.mark.parametrize("name", [name for name, case in cases().items() if case.broken])
def test_what_a_rule_finds_is_said_in_both_languages(name, lay_out):
    for issue in check_site(load_site(lay_out(cases()[name]))):
        differ(issue.message)
        differ(issue.hint)


@pytest.mark.parametrize("status", [404, 410, 403, 429, 500, 503, 799])
def test_what_a_server_answers_is_said_in_both_languages(status):
    judged(Answer(ANSWERED, status))


@pytest.mark.parametrize("outcome", [BAD_REDIRECT, CLOSED, INVALID, PROXY, SILENT, TLS, UNREACHABLE])
@pytest.mark.parametrize("reason", ["", "quoted", say("{host} is silent", host="a.test")])
def test_why_a_server_is_not_reached_is_said_in_both_languages(outcome, reason):
    judged(Answer(outcome, reason=reason))


def test_where_an_address_has_moved_is_said_in_both_languages():
    judged(Answer(ANSWERED, 200, "https://b.test/"))


def judged(answer: Answer) -> None:
    (issue,) = issues(
        {"https://a.test/": [Mention("https://a.test/", Place("docs/a.md"))]}, {"https://a.test/": answer}
    )
    differ(issue.message)
    differ(issue.hint)


def test_a_message_within_a_message_is_in_the_same_language():
    changed = say(
        "{path} has changed since this page was made from it, in {names}", path="a", names=("“b”", say("the lead"))
    )
    assert changed.text("en").endswith("in “b”, the lead")
    assert changed.text("id").endswith("pada “b”, bagian pembuka")


def test_a_value_is_shown_as_it_stands():
    assert say("no page cites {key}", key="{x}\n {y!r}").text("id") == "tidak ada halaman yang mengutip {x} {y!r}"


def test_an_error_can_be_read_without_choosing_a_language():
    assert str(MessageError(say("no page cites {key}", key="a"))) == "no page cites a"


def test_a_language_without_catalogue_is_spoken_to_in_english():
    assert catalogue("fr") == catalogue("en") == {}
    assert say("one of our messages").text("fr") == "one of our messages"


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id"}, "id"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "id_ID.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "", "LC_ALL": "id_ID"}, "id"),
        ({"LC_MESSAGES": "id_ID", "LC_ALL": "C.UTF-8"}, "en"),
    ],
)
def test_the_machine_says_which_language(environment, locale, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert machine_locale() == locale


PAGE = "---\ntitle: A\ndescription: A\n---\n\n# A {#a}\n\n"
DEAD_LINK = {"docs/index.md": PAGE + "[b](b.md)\n", "docs/index.en.md": PAGE + "[b](b.md)\n"}


def run(module: str, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
    """The command as a person runs it; the locale is that of the arguments alone."""
    plain = {key: value for key, value in os.environ.items() if key not in ("LC_ALL", "LC_MESSAGES", "LANG")}
    return subprocess.run(
        [sys.executable, "-m", *module.split(), *arguments],
        cwd=cwd,
        env={**plain, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@dataclass
class Ran:
    """What a command left: its exit code, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run_here(monkeypatch, capsys):
    """Runs the command as ``run`` does, but in this process, which has started already."""

    def run_here(module: str, *arguments: str, cwd: Path, **environment: str) -> Ran:
        with monkeypatch.context() as patch:
            for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
                patch.delenv(name, raising=False)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.chdir(cwd)
            patch.setattr(sys, "argv", [*module.split(), *arguments])
            capsys.readouterr()
            with pytest.raises(SystemExit) as left:
                runpy.run_module("scripts", run_name="__main__")
        shown = capsys.readouterr()
        return Ran(left.value.code or 0, shown.out, shown.err)

    return run_here


WRONG = "tautan ini mengarah ke b.md, padahal halaman itu tidak ada"
CURE = "perbaiki jalurnya, atau hapus tautannya"
SAID = {
    "text": f"L01 {WRONG}\n    saran: {CURE}\n",
    "github": f"L01 {WRONG}%0A{CURE}\n",
    "json": f'"message": "{WRONG}"',
}


@pytest.mark.parametrize("form", SAID)
def test_the_check_speaks_the_language_that_it_is_told(form, make_tree, run_here):
    root = make_tree(DEAD_LINK)
    told = run_here("scripts check", "--format", form, "--lang", "id", cwd=root, LANG="en_GB.UTF-8")
    assert told.returncode == 1
    assert SAID[form] in told.stdout
    assert told.stderr == "diperiksa 2 halaman: 2 kesalahan, 0 peringatan\n"
    by_machine = run_here("scripts check", "--format", form, cwd=root, LANG="id_ID.UTF-8")
    assert (by_machine.stdout, by_machine.stderr) == (told.stdout, told.stderr)
    english = run_here("scripts check", "--format", form, "--lang", "en", cwd=root, LANG="id_ID.UTF-8")
    assert "no such page exists" in english.stdout
    if form == "json":
        keys = [
            [(i["path"], i["line"], i["code"], i["severity"]) for i in json.loads(r.stdout)] for r in (told, english)
        ]
        assert keys[0] == keys[1]


def test_the_check_names_what_is_shown_in_the_language(make_tree, run_here):
    shown = run_here("scripts check", "--lang", "id", "docs/index.md", cwd=make_tree(DEAD_LINK))
    assert shown.stderr == "diperiksa 2 halaman: 1 kesalahan, 0 peringatan dalam docs/index.md\n"


@pytest.mark.parametrize(
    ("module", "arguments", "code", "says"),
    [
        ("scripts build", [], 1, "1/3 Memeriksa halaman, tautan, istilah, dan kutipan …"),
        ("scripts build", [], 1, "build: situs belum disusun; perbaiki kesalahan di atas"),
        ("scripts check", ["none.md"], 2, "check: none.md: berkas atau folder itu tidak ada"),
        ("scripts check", ["--explain", "Z99"], 2, "check: tidak ada aturan Z99"),
        ("scripts links", [], 0, "Selanjutnya: tidak ada; semua tautan sampai ke tujuannya"),
        ("scripts new", ["Metode"], 2, "mungkin maksudnya metode?"),
        (
            "scripts new",
            ["etika"],
            0,
            "Dibuat: docs/etika.md, docs/etika.en.md; dan `- etika.md` pada nav di mkdocs.yml.",
        ),
        ("scripts stamp", ["docs/none.md"], 2, "stamp: docs/none.md bukan halaman situs ini"),
        ("scripts stamp", ["docs/index.en.md"], 0, "docs/index.en.md memuat source: {lang: id,"),
        ("scripts status", [], 0, "slug   bahasa  halaman  terjemahan"),
        ("scripts status", [], 0, "selanjutnya: make check menampilkan"),
    ],
)
def test_every_command_speaks_the_language_of_the_machine(module, arguments, code, says, make_tree, run_here):
    root = make_tree(DEAD_LINK)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nnav: [index.md]\n")
    ran = run_here(module, *arguments, cwd=root, LANG="id_ID.UTF-8")
    assert says in ran.stdout + ran.stderr
    assert ran.returncode == code
    assert says not in (english := run_here(module, *arguments, cwd=root, LANG="C.UTF-8")).stdout + english.stderr


@pytest.mark.parametrize("module", ["build", "check", "links", "new", "stamp", "status"])
def test_every_command_says_in_the_language_that_the_settings_are_missing(module, tmp_path, run_here):
    arguments = {"new": ["etika"], "stamp": ["docs/index.en.md"]}.get(module, [])
    ran = run_here(f"scripts {module}", *arguments, cwd=tmp_path, LANG="id_ID.UTF-8")
    assert ran.returncode == 2
    assert ran.stderr == (
        f"{module}: mkdocs.yml: berkasnya tidak ada; jalankan perintah ini di folder yang memuat mkdocs.yml\n"
    )


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("scripts build", []),
        ("scripts check", []),
        ("scripts check", ["--explain", "F06"]),
        ("scripts links", []),
        ("scripts new", ["etika"]),
        ("scripts stamp", ["docs/“b”.en.md"]),
        ("scripts status", []),
    ],
)
@pytest.mark.parametrize("locale", ["id", "en"])
def test_a_terminal_that_lacks_a_character_is_no_reason_to_stop(module, arguments, locale, make_tree, run_here):
    page = PAGE + "[“b”]() [c](https://“c”)\n"
    root = make_tree({"docs/“b”.md": page, "docs/“b”.en.md": page})
    usual = run_here(module, *arguments, cwd=shutil.copytree(root, root / "usual"), LANG=locale)
    ascii_only = run(module, *arguments, cwd=root, LANG=locale, PYTHONIOENCODING="ascii")
    assert "Traceback" not in ascii_only.stderr
    assert ascii_only.returncode == usual.returncode
    assert (ascii_only.stdout + ascii_only.stderr).isascii()


@pytest.mark.parametrize("module", ["scripts check", "scripts status"])
def test_a_reader_who_leaves_early_meets_no_traceback(module, make_tree):
    root = make_tree({"docs/index.md": f"{PAGE}[b](b.md)\n"})
    command = [sys.executable, "-m", *module.split(), "--root", str(root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert b"Broken pipe" not in process.stderr.read()
    assert process.returncode == 1


KEYWORDS = {
    "type": "object",
    "required": ["a"],
    "patternProperties": {"^x": {}},
    "additionalProperties": False,
    "properties": {
        "a": {"type": "integer", "minimum": 1},
        "b": {"type": "array", "minItems": 2, "maxItems": 3, "uniqueItems": True},
        "c": {"enum": ["d", "e"]},
        "f": {"type": ["string", "null"], "minLength": 1, "pattern": "^g"},
        "h": {"oneOf": [{"required": ["i"]}, {"required": ["j"]}]},
    },
}


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("{}", "the file lacks a"),
        ("{a: 1, x1: 2, k: 3, l: 4}", "the file may not have k, l"),
        ("{a: b}", 'a: "b" is not a whole number'),
        ("{a: 0}", "a is 0; the least is 1"),
        ("{a: 1, b: []}", "b is empty"),
        ("{a: 1, b: [1]}", "b has too few items; the least is 2"),
        ("{a: 1, b: [1, 2, 3, 4]}", "b has too many items; the most is 3"),
        ("{a: 1, b: [1, 1]}", "b holds the same item twice"),
        ("{a: 1, c: x}", 'c: "x" is none of d, e'),
        ("{a: 1, f: x}", 'f: "x" does not have the form that it must have'),
        ("{a: 1, f: 5}", "f: 5 is not text, empty"),
        ("{a: 1, h: {}}", "h has none of the forms that it may have, or mixes them"),
    ],
)
def test_what_does_not_fit_a_schema_is_said_in_both_languages(text, english, tmp_path):
    schema = tmp_path / "a.schema.json"
    schema.write_text(json.dumps(KEYWORDS), encoding="utf-8")
    (problem,) = violations(parse("docs/a.yml", text, "yaml"), schema, "glossary")
    assert str(problem.message) == english
    differ(problem.message)
    differ(problem.hint)


def test_what_the_templates_do_not_know_of_a_schema_is_quoted(tmp_path):
    schema = tmp_path / "a.schema.json"
    schema.write_text('{"multipleOf": 2}', encoding="utf-8")
    (problem,) = violations(parse("docs/a.yml", "3", "yaml"), schema, "glossary")
    assert problem.message.text("id") == "berkas ini: 3 is not a multiple of 2"
