"""A theme that changes under our hands stops the build, which says what moved; nothing is published then."""

from pathlib import Path

import lxml.html
import material
import pytest

from scripts.commands.build import main
from scripts.render.frames.frame import ANCHOR
from scripts.render.labels import LABELS
from tests.support.project import lay_project

THEME = Path(material.__path__[0]) / "templates"
(BUNDLE,) = (THEME / "assets" / "javascripts").glob("bundle.*.min.js")
SCRIPT = BUNDLE.relative_to(THEME).as_posix()


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = lay_project(tmp_path_factory.mktemp("theme"))
    assert main(root) == 0
    return root


@pytest.fixture
def lay(project):
    """Lays a file of Material into the folder of our own templates, changed; it is gone after the test."""
    laid = []

    def change(path, old="", new="", at=None):
        text = (THEME / path).read_text(encoding="utf-8")
        assert old in text
        file = project / "overrides" / (at or path)
        assert not file.exists()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new), encoding="utf-8")
        laid.append(file)

    yield change
    for file in laid:
        file.unlink()


def contents(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def said(project, capfd):
    """What a build says that fails, in lines; the site is as it was."""
    before = contents(project / "site")
    capfd.readouterr()
    assert main(project) == 1
    lines = capfd.readouterr().err.splitlines()
    assert lines[-1].startswith("build: ")
    assert lines[-1].endswith("; site/ was left as it was")
    assert not any(line.startswith(("Traceback", "  File")) for line in lines)
    assert contents(project / "site") == before
    return lines


def test_with_material_as_it_is_all_that_is_put_into_it_is_there(project):
    pages = [file for file in (project / "site").rglob("*.html") if file.name != "404.html"]
    trees = {file: lxml.html.document_fromstring(file.read_text(encoding="utf-8")) for file in pages}
    for tree in trees.values():
        assert tree.xpath('//*[@data-md-component="skip"]/a/@href') == [f"#{ANCHOR}"]
        assert tree.xpath(f'//*[@id="{ANCHOR}"]/@class') == ["md-content__inner md-typeset"]
        assert tree.xpath('//*[@role="dialog"]/@aria-label') != []
        assert tree.xpath("//form/@name") == ["ask"]
        assert len(tree.xpath('//noscript/a[@class="no-search"]')) == 2
    for locale, page in (("id", "nilai.html"), ("en", "en/nilai.html")):
        tree = trees[project / "site" / page]
        assert tree.xpath('//nav[contains(@class, "md-path")]/@aria-label') == [LABELS[locale]["path"]]
        assert len(tree.xpath('//*[@class="md-path__item"]')) > 1


# The kind of change that a small release brings: the file, what stands there, what instead, and what the build names.
CHANGES = {
    "a class more": (
        "base.html",
        '<div data-md-component="skip">',
        '<div class="md-skip" data-md-component="skip">',
        'scripts/render/frames/frame.py does not find <div data-md-component="skip">',
    ),
    "an attribute more": (
        "base.html",
        '<link rel="stylesheet" href="{{ \'assets',
        '<link rel="stylesheet" crossorigin href="{{ \'assets',
        'assets.py cannot read <link rel="stylesheet" crossorigin href="',
    ),
    "another name": (
        "partials/search.html",
        'name="search"',
        'name="find"',
        'overrides/main.html does not find name="search"',
    ),
    "another role": (
        "partials/search.html",
        'role="dialog"',
        'role="search"',
        'overrides/main.html does not find role="dialog"',
    ),
    "another order": (
        "partials/header.html",
        'class="md-header__button md-icon" for="__search"',
        'for="__search" class="md-header__button md-icon"',
        'overrides/main.html does not find <label class="md-header__button md-icon" for="__search">',
    ),
    "another block": (
        "base.html",
        "{% block container %}",
        "{% block page %}",
        "overrides/main.html does not find {% block container %}",
    ),
    "another script": (
        SCRIPT,
        "clipboard.js",
        "copying.js",
        "scripts/render/bundle/script.py does not find clipboard.js",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_theme_stops_the_build_and_is_named(change, project, lay, capfd):
    path, old, new, named = CHANGES[change]
    lay(path, old, new)
    assert sum(named in line for line in said(project, capfd)) == 1


def test_a_partial_of_ours_that_material_no_longer_includes_is_named(project, lay, capfd):
    lay("partials/header.html", "partials/alternate.html", "partials/other.html")
    lay("partials/alternate.html", at="partials/other.html")
    assert sum("no longer includes overrides/partials/alternate.html" in line for line in said(project, capfd)) == 1
