"""A tree of many pages for measuring, made from the real pages.

A page is put together from sections of real pages, the same ones in each language. Terms, citations, tables,
admonitions, passages in another language and all markup stay as they are; links lead to other pages of the tree; every
other word is drawn anew from the words of its language. So the tree is as hard to check as real pages are, and hardly
repeats itself.
"""

from __future__ import annotations

import posixpath
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from scripts.core.matcher import Matcher
from scripts.model.markdown.masks import mask_markup
from scripts.model.markdown.source import body_of
from scripts.model.page import Page
from scripts.model.site import DATA_DIR, Site
from scripts.model.translation_stamp import blob_id

_PAGES_PER_FOLDER = 25
_DATA = ("glossary", "references", "words")
# Pages that show data, by slug; terms are glossed and works listed only where there are such pages.
_DATA_PAGES = {"glosarium": "glossary", "pustaka": "references"}
PLAIN = "plain.yml"
_HEADING_2 = re.compile(r"^(?=## )", re.M)
_HEADING_ID = re.compile(r"(?<=\{#)[\w-]+(?=\}[ \t]*$)", re.M)
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:)([^()\s#]*)(#[^()\s]+)?(?=\))")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# Lines and attribute lists whose words are orders to the renderer, and passages in another language.
_KEPT = re.compile(
    r"^[ \t]*(?:!!!|\?\?\?|===|\|[ :-]+\|).*$"
    r"|(?:(\*+)[^*]+\1|`[^`]+`|\[[^\]]+\])?\{[^{}\n]*\}"
    r"|<(\w+)[^<>]*\slang=[^<>]*>[^<]*</\2>",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Part:
    """The text above the first heading of a page, or a heading of level 2 with all below it, in each language."""

    texts: Mapping[str, str]


class _Words:
    """The words of one language that may stand for one another: those of no term and of no discouraged form."""

    def __init__(self, site: Site, locale: str, texts: list[str]) -> None:
        forms = [form for term in site.glossary.terms.values() for form in term.wordings[locale].accepted]
        kept = {word for form in forms for word in _WORD.findall(form.casefold())}
        kept |= {word for entry in site.glossary.discouraged[locale] for word in _WORD.findall(entry.form.casefold())}
        self._terms = Matcher(((form, form) for form in forms), locale)
        self._pool = [word for text in texts for word in _WORD.findall(_prose(text)) if word.islower()]
        self._pool = [word for word in self._pool if word not in kept and not any(self._terms.find(word))]

    def some(self, chance: random.Random, count: int) -> str:
        """A line of words, the first with a capital."""
        return " ".join(chance.choices(self._pool, k=count)).capitalize()

    def shuffled(self, chance: random.Random, text: str) -> str:
        """``text`` with other words in place of those that are no term and no markup."""
        prose = _prose(text)
        fixed = {place for match in self._terms.find_all(prose) for place in range(match.start, match.end)}

        def other(match: re.Match[str]) -> str:
            if match.start() in fixed or prose[match.start()] == " " or not match.group().isalpha():
                return match.group()
            word = chance.choice(self._pool)
            return word.capitalize() if match.group()[0].isupper() else word

        return _WORD.sub(other, text)


def _prose(text: str) -> str:
    return mask_markup(_KEPT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text))


def _pieces(page: Page) -> list[str]:
    return [part.strip() + "\n" for part in _HEADING_2.split(body_of(page.source.text))]


def _parts(site: Site) -> tuple[list[Part], list[Part], list[int]]:
    """Leads, sections, and how many sections each page has, of the pairs that hold no data, diagram or code block."""
    leads, sections, counts = [], [], []
    for slug in site.slugs:
        pages = [site.pages[slug, locale] for locale in site.config.locales if (slug, locale) in site.pages]
        pieces = [_pieces(page) for page in pages]
        usable = slug != "index" and not any(
            page.data_blocks or page.diagrams or "```" in page.source.text for page in pages
        )
        if usable and len(pages) == len(site.config.locales) and len({len(piece) for piece in pieces}) == 1:
            lead, *others = (
                Part(dict(zip(site.config.locales, texts, strict=True))) for texts in zip(*pieces, strict=True)
            )
            leads.append(lead)
            sections += others
            counts.append(len(others))
    return leads, sections, counts


def _with_own_ids(parts: list[Part]) -> Mapping[str, str]:
    """The text of a page in each language; an id that stands twice is numbered, in all languages alike."""
    texts: dict[str, str] = {}
    for locale in parts[0].texts:
        seen: dict[str, int] = {}

        def own(match: re.Match[str], seen: dict[str, int] = seen) -> str:
            seen[match.group()] = seen.get(match.group(), 0) + 1
            return match.group() if seen[match.group()] == 1 else f"{match.group()}-{seen[match.group()]}"

        texts[locale] = _HEADING_ID.sub(own, "\n".join(part.texts[locale] for part in parts))
    return texts


def _slug(number: int) -> str:
    return f"bagian-{number // _PAGES_PER_FOLDER + 1:02}/nilai-{number + 1:04}" if number else "index"


def _relinked(chance: random.Random, text: str, slug: str, anchors: Mapping[str, list[str]]) -> str:
    """``text`` with links to pages of the tree, of the same kinds: to the page, to a heading, to one on this page."""

    def target(match: re.Match[str]) -> str:
        page = chance.choice(list(anchors)) if match.group(1) else slug
        path = posixpath.relpath(f"{page}.md", posixpath.dirname(slug) or ".") if match.group(1) else ""
        return path + (f"#{chance.choice(anchors[page])}" if match.group(2) else "")

    return _LINK.sub(target, text)


def _settings(root: Path, slugs: list[str]) -> dict[str, Any]:
    """The real settings, with a nav of these pages and without what is said of single real ones."""
    raw = yaml.safe_load(re.sub(r"!ENV ", "", (root / "mkdocs.yml").read_text(encoding="utf-8")))
    raw |= {"site_url": "", "strict": False}
    raw["extra"] |= {"not_in_book": [], "service_pages": [], "edit_url": "", "editions": ""}
    del raw["extra"]["origins"]
    folders: dict[str, list[str]] = {}
    for slug in slugs:
        folders.setdefault(posixpath.dirname(slug), []).append(f"{slug}.md")
    raw["nav"] = [{folder: pages} if folder else pages[0] for folder, pages in folders.items()]
    raw["nav"] += [f"{slug}.md" for slug in _DATA_PAGES]
    return raw


def _plain(raw: dict[str, Any]) -> dict[str, Any]:
    """The same without hooks, templates and assets of ours, and a pruned menu, as Material advises for large sites."""
    ours = ("hooks", "watch", "extra_css", "extra_javascript")
    theme = {
        key: value for key, value in raw["theme"].items() if key not in ("custom_dir", "favicon", "logo", "palette")
    }
    theme["features"] = [*theme["features"], "navigation.prune"]
    return {key: value for key, value in raw.items() if key not in ours} | {"theme": theme}


def make_tree(site: Site, root: Path, pages: int) -> None:
    """Write a tree of ``pages`` pages in each language of ``site`` at ``root``, in place of what was there.

    ``mkdocs.yml`` are our settings, ``PLAIN`` those of MkDocs without what is ours.
    """
    shutil.rmtree(root, ignore_errors=True)
    docs, data = root / "docs", site.config.docs / DATA_DIR
    (docs / DATA_DIR).mkdir(parents=True)
    for file in (file for name in _DATA for file in data.glob(f"{name}.*")):
        shutil.copy(file, docs / DATA_DIR)
    for folder in ("scripts", "overrides"):
        (root / folder).symlink_to((site.config.root / folder).resolve())
    slugs = [_slug(number) for number in range(pages)]
    settings = _settings(site.config.root, slugs)
    for name, said in (("mkdocs.yml", settings), (PLAIN, _plain(settings))):
        (root / name).write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for path, text in _texts(site, slugs):
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _texts(site: Site, slugs: list[str]) -> Iterator[tuple[str, str]]:
    """Path and text of every page of the tree; the same ones for the same site."""
    chance = random.Random(0)
    leads, sections, counts = _parts(site)
    locales, default = site.config.locales, site.config.default_locale
    words = {locale: _Words(site, locale, [part.texts[locale] for part in leads + sections]) for locale in locales}
    chance.shuffle(sections)
    supply = cycle(sections)
    bodies = {
        slug: _with_own_ids([lead, *islice(supply, count)])
        for slug, lead, count in zip(slugs, cycle(leads), cycle(counts))
    }
    anchors = {slug: _HEADING_ID.findall(texts[default]) for slug, texts in bodies.items()}
    bodies |= {slug: dict.fromkeys(locales, f"[[{block}]]\n") for slug, block in _DATA_PAGES.items()}
    for slug in [*slugs, *_DATA_PAGES]:
        stamp = ""
        for locale in (default, *(locale for locale in locales if locale != default)):
            body = bodies[slug][locale]
            if slug in anchors:
                body = _relinked(chance, words[locale].shuffled(chance, body), slug, anchors)
            title, description = words[locale].some(chance, 3), words[locale].some(chance, 15)
            text = f'---\ntitle: "{title}"\ndescription: "{description}"\n{stamp}---\n\n{body}'
            yield site.config.file(slug, locale), text
            if locale == default:
                stamp = f'source: {{lang: {default}, blob: "{blob_id(text.encode())}"}}\n'
