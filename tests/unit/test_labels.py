"""The words for readers: every one is used, every one that is used is there, and in both languages."""

import re

import pytest
import yaml

from scripts.core.yamlfile import Yaml, load
from scripts.render import labels
from tests.support.project import ROOT

FOLDER = ROOT / "scripts" / "render" / "labels"
GROUPS = yaml.safe_load((FOLDER / "en.yml").read_text(encoding="utf-8"))
# Where the words are called something else than those of the site.
CALLED = {
    "scripts/editions/epub/": {"words": "epub", "WORDS": "epub"},
    "scripts/editions/pdf/": {"labels": "pdf", "WORDS": "pdf"},
    "scripts/editions/standing_in.py": {"words": "players"},
}
# `labels.name` in a template and `labels["name"]` anywhere, the language before it or not.
ASKED = re.compile(
    r"""\b(?P<called>labels|words|origin_words|LABELS|WORDS)(?:\[[^\[\]]+(?:\[[^\[\]]+\])?\])?"""
    r"""(?:\.(?P<attribute>[a-z]\w*)\b(?!\()|\[(?P<quote>["'])(?P<key>\w+)(?P=quote)\])"""
)
QUOTED = re.compile(r"""["'](\w+)["']""")
# A name of which the end is found out.
BEGUN = re.compile(r"""["'](\w+_)(?:["'] ~|\{)""")
# Asked for by what something is: the status or the group of a work, the tag of a player.
BY_KIND = {"site": {"verified", "as-cited", "secondary", "laws", "teaching"}, "players": {"audio", "video"}}
SUFFIXES = (".html", ".md", ".opf", ".py", ".svg", ".xhtml", ".ncx")
# These words of the list reach the worker and the line in the footer under their names alone.
OFFLINE = [ROOT / "overrides" / "assets" / name for name in ("offline.js", "offline/worker.js")]
# These have a script to themselves.
TEST = ROOT / "overrides" / "assets" / "exam.js"


def texts():
    """The path and the text of everything that may ask for a word."""
    folders = [ROOT / "scripts" / name for name in ("editions", "render", "status")]
    files = [file for folder in (*folders, ROOT / "overrides") for file in sorted(folder.rglob("*"))]
    for file in (*files, ROOT / "scripts" / "hooks.py", ROOT / "scripts" / "commands" / "changes.py"):
        if file.suffix in SUFFIXES and FOLDER not in file.parents:
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def groups_at(path):
    """The group by what it is called in that file, and the group of all other names."""
    return next((called for place, called in CALLED.items() if path.startswith(place)), {})


def asked(path, text):
    """Group and name of every word that the text asks for by its name."""
    for match in ASKED.finditer(text):
        name = match["key"] or ("" if path.endswith(".py") else match["attribute"])
        if name:
            yield groups_at(path).get(match["called"], "site"), name


def unused(groups):
    left = {(group, name) for group, names in groups.items() for name in names.keys() - BY_KIND.get(group, ())}
    for path, text in texts():
        left -= set(asked(path, text))
        # What states, formats and the like are called is in no place that a pattern could tell.
        here = {"site", *groups_at(path).values()}
        quoted, begun = set(QUOTED.findall(text)), tuple(BEGUN.findall(text))
        left = {
            (at, name) for at, name in left if at not in here or (name not in quoted and not name.startswith(begun))
        }
    scripts = "".join(file.read_text(encoding="utf-8") for file in OFFLINE)
    said = {f"offline_{name}" for name in re.findall(r"\bwords\.(\w+)", scripts) + QUOTED.findall(scripts)}
    text = TEST.read_text(encoding="utf-8")
    domains = re.findall(r"(\w+): [\d.]+", re.search(r"WEIGHTS = \{(.*)\}", text)[1])
    tested = {*re.findall(r"\bwords\.(\w+)", text), *domains}
    return {(at, name) for at, name in left if name not in (tested if at == "test" else said)}


def test_every_word_that_is_asked_for_is_there():
    found = {word for path, text in texts() for word in asked(path, text)}
    found |= {(group, name) for group, names in BY_KIND.items() for name in names}
    assert len(found) > 120
    assert found <= {(group, name) for group, names in GROUPS.items() for name in names}


def test_every_word_is_asked_for():
    assert unused(GROUPS) == set()


@pytest.mark.parametrize("group", GROUPS)
def test_a_word_too_many_is_seen(group):
    assert unused({**GROUPS, group: {**GROUPS[group], "needless": "x", "offline_needless": "x"}}) == {
        (group, "needless"),
        (group, "offline_needless"),
    }


@pytest.mark.parametrize("locale", ["id", "en"])
def test_no_word_stands_twice(locale):
    read = load(ROOT, f"scripts/render/labels/{locale}.yml", "yaml")
    assert isinstance(read, Yaml), read
    assert all(text.strip() for words in read.value.values() for text in words.values())


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("  skip: Skip to the content\n", ""),
        lambda text: text.replace("  skip: ", "  jump: "),
        lambda text: text.replace("\nplayers:\n", "\nplayer:\n"),
        lambda text: text.replace("  skip: Skip to the content\n", "  skip: 5\n"),
    ],
)
def test_languages_with_other_words_are_not_read(tmp_path, monkeypatch, change):
    for locale in ("id", "en"):
        text = (FOLDER / f"{locale}.yml").read_text(encoding="utf-8")
        (tmp_path / f"{locale}.yml").write_text(change(text) if locale == "en" else text, encoding="utf-8")
    monkeypatch.setattr(labels, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(ValueError, match=r"en\.yml|Expected `str`"):
        labels._read.__wrapped__()
