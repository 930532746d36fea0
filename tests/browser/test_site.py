"""The built site as files: every internal link and anchor resolves, in both languages."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from scripts.render.bilingual import FOLDER
from scripts.render.search.index import INDEX, from_script, worker_path


@pytest.fixture(scope="module")
def trees(built_site):
    return {file: lxml.html.parse(str(file)).getroot() for file in sorted(built_site.rglob("*.html"))}


def ids(tree):
    return {element.get("id") for element in tree.iter() if element.get("id")}


def links(tree):
    for element, attribute, link, _ in tree.iterlinks():
        if not (element.tag == "a" and attribute == "ping"):
            yield link


def resolve(built_site: Path, file: Path, path: str) -> Path:
    base = built_site if path.startswith("/") else file.parent
    return (base / path.lstrip("/")).resolve() if path else file


def test_every_internal_link_and_anchor_resolves(built_site, trees):
    anchors = {file: ids(tree) for file, tree in trees.items()}
    dead = []
    for file, tree in trees.items():
        for link in links(tree):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = resolve(built_site, file, unquote(parts.path))
            anchor = unquote(parts.fragment)
            missing = not target.is_file()
            if missing or (anchor and target in anchors and anchor not in anchors[target] | {"__search"}):
                dead.append(f"{file.relative_to(built_site)} → {link}")
    assert dead == []


def test_only_the_404_page_has_absolute_links(built_site, trees):
    absolute = {file.name for file, tree in trees.items() if any(link.startswith("/") for link in links(tree))}
    assert absolute == {"404.html"}


def test_ids_are_unique_on_every_page(built_site, trees):
    for file, tree in trees.items():
        found = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(found) == len(set(found)), file


def in_one_language(path: str) -> bool:
    return path != "404.html" and not path.startswith(f"{FOLDER}/")


def test_every_page_has_its_counterpart_and_its_language(built_site, trees):
    pages = {file.relative_to(built_site).as_posix(): tree for file, tree in trees.items()}
    for path, tree in pages.items():
        if in_one_language(path):
            english = path.startswith("en/")
            other = path.removeprefix("en/") if english else f"en/{path}"
            assert other in pages
            assert tree.get("lang") == ("en" if english else "id")
            (switch,) = tree.xpath('//a[@class="language"]')
            target = (built_site / path).parent / switch.get("href")
            assert target.resolve() == (built_site / other).resolve()


def test_the_search_dialog_has_a_name_in_the_language_of_the_page(built_site, trees):
    names = {"id": "Cari", "en": "Search"}
    for file, tree in trees.items():
        if file.name != "404.html":
            (dialog,) = tree.xpath('//*[@role="dialog"]')
            assert dialog.get("aria-label") == names[tree.get("lang")], file


def test_pages_name_no_other_host_but_in_links_to_follow(built_site, trees):
    for file, tree in trees.items():
        for element, attribute, link, _ in tree.iterlinks():
            if urlsplit(link).netloc:
                assert (element.tag, attribute) == ("a", "href"), f"{file}: {link}"


@pytest.mark.parametrize(
    ("folder", "found", "absent"), [("", "Kerahasiaan", "Confidentiality"), ("en", "Confidentiality", "Kerahasiaan")]
)
def test_each_language_has_an_index_of_its_own(built_site, folder, found, absent):
    entries = from_script((built_site / folder / INDEX).read_text(encoding="utf-8"))["entries"]
    titles = {entry["title"] for entry in entries}
    assert found in titles
    assert absent not in titles
    assert len({entry["at"] for entry in entries}) == len(entries)


@pytest.mark.parametrize("folder", ["", "en"])
def test_every_result_leads_to_a_place_that_exists(built_site, trees, folder):
    anchors = {file: ids(tree) for file, tree in trees.items()}
    entries = from_script((built_site / folder / INDEX).read_text(encoding="utf-8"))["entries"]
    assert {entry["kind"] for entry in entries} == {"page", "section", "term", "work", "note", "aside", "service"}
    for entry in entries:
        path, _, anchor = entry["at"].partition("#")
        assert not anchor or anchor in anchors[built_site / folder / path], entry["at"]
    pages = {entry["at"] for entry in entries if "#" not in entry["at"]}
    assert pages == {
        file.relative_to(built_site / folder).as_posix()
        for file in trees
        if file.is_relative_to(built_site / "en") == (folder == "en")
        and in_one_language(file.relative_to(built_site).as_posix())
    }


def test_what_no_page_shows_is_not_searched(built_site):
    index = (built_site / INDEX).read_text(encoding="utf-8")
    assert "gloss-notes" not in index
    assert not (built_site / "_data").exists()


def test_of_the_search_only_what_pages_ask_for_is_published(built_site):
    assert list(built_site.rglob("search_index.json")) == []
    assert not (built_site / "assets" / "javascripts" / "workers").exists()
    assert {file.name for file in (built_site / "assets" / "search").iterdir()} == {
        "start.js",
        Path(worker_path()).name,
    }
