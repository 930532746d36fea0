"""How a page of the site is cited: as APA text in its own language, and in the formats of reference managers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from babel import Locale
from markdown.extensions.toc import slugify

from scripts.core.cache import Cache
from scripts.model.fingerprint import digest
from scripts.model.outline import Outline
from scripts.model.page import Page
from scripts.model.settings.config import Config
from scripts.model.settings.outputs import CITATIONS as FOLDER
from scripts.model.site import Site

from ..address import HOME, public_address
from ..article.bibliography import plain_entries
from ..article.kept_pages import code
from ..outputs import Outputs

_SUFFIXES = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "json"}


@dataclass(frozen=True, slots=True)
class PageCitation:
    """What a reader needs to cite a page.

    ``apa`` is HTML; ``address`` is "" when the site does not know its own, ``day``, that of the edition, None when
    nothing tells it; ``anchor`` is that of a first section, or ""; ``files`` holds the path below the root of the site
    and the content by name of the format.
    """

    title: str
    author: str
    locale: str
    day: date | None
    address: str
    anchor: str
    apa: str
    files: Mapping[str, tuple[str, str]]


class Citations(Mapping[str, PageCitation]):
    """By path the citation of each page of ``site`` in the edition of ``day``, made when somebody asks for it.

    Its author is the site: no page names a person.
    """

    def __init__(self, site: Site, day: date | None) -> None:
        self.site, self.day = site, day
        self._pages = {page.path: page for page in site.outlines.values()}
        self._entries: dict[str, str] = {}

    def prepare(self, paths: Collection[str]) -> None:
        """Have at hand what takes long of these pages, which is quicker than one page after the other."""
        for locale in self.site.config.locales:
            pages = [page for path in paths if (page := self._pages[path]).locale == locale]
            items = {page.path: csl_item(self.site.config, page, self.day) for page in pages}
            self._entries |= _entries(items, locale, self.site.memory.cache)

    def __getitem__(self, path: str) -> PageCitation:
        page = self._pages[path]
        if path not in self._entries:
            self.prepare([path])
        item = csl_item(self.site.config, page, self.day)
        return PageCitation(
            title=item["title"],
            author=self.site.config.languages[page.locale].site_name,
            locale=page.locale,
            day=self.day,
            address=item.get("URL", ""),
            anchor=_first_anchor(self.site, self.site.pages[page.slug, page.locale]),
            apa=self._entries[path],
            files=_files(page, item),
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def _files(page: Page | Outline, item: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    contents = {"BibTeX": bibtex(item), "RIS": ris(item), "CSL-JSON": csl_json(item)}
    return {name: (path, contents[name]) for name, path in _paths(page).items()}


def _paths(page: Page | Outline) -> Mapping[str, str]:
    """The path of each file of a citation, by the name of its format."""
    return {name: f"{FOLDER}/{page.slug}.{page.locale}.{suffix}" for name, suffix in _SUFFIXES.items()}


def csl_item(config: Config, page: Page | Outline, day: date | None) -> dict[str, Any]:
    """The page as an item of CSL-JSON. The home page stands for the site, which has no other author than its name."""
    name = config.languages[page.locale].site_name
    title = " ".join(page.title.split())
    item: dict[str, Any] = {
        "id": f"{slugify(name, '-')}-{page.slug.replace('/', '-')}-{page.locale}",
        "type": "webpage",
        "language": page.locale,
    }
    if page.slug == HOME:
        item["title"] = name
    else:
        item |= {"title": title, "author": [{"literal": name}], "container-title": name}
    if day:
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if address := public_address(config, page.slug, page.locale):
        item["URL"] = address
    return item


def apa(item: Mapping[str, Any], locale: str) -> str:
    """HTML of the reference in APA style."""
    return _entries({item["id"]: item}, locale)[item["id"]]


def _entries(items: Mapping[str, Mapping[str, Any]], locale: str, kept: Cache | None = None) -> dict[str, str]:
    # A site that is its own author is not named once more as where the page stands (APA 7, section 10.16).
    works = {
        key: {field: value for field, value in item.items() if field != "container-title"}
        for key, item in items.items()
    }
    return plain_entries(works, locale, kept)


def csl_json(item: Mapping[str, Any]) -> str:
    """A CSL-JSON file of one item."""
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


_BIBTEX_SPECIAL = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_BIBTEX_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(item: Mapping[str, Any]) -> str:
    """A BibTeX file of one entry: ``misc``, which every style knows; ``date`` and ``langid`` are for biblatex."""
    fields = {"title": _braced(item["title"].translate(_BIBTEX_SPECIAL))}
    if "author" in item:
        # In braces once more, or a name of several words is taken for that of a person.
        fields["author"] = _braced(_braced(item["author"][0]["literal"].translate(_BIBTEX_SPECIAL)))
        fields["howpublished"] = _braced(item["container-title"].translate(_BIBTEX_SPECIAL))
    if "issued" in item:
        year, month, day = item["issued"]["date-parts"][0]
        iso = date(year, month, day).isoformat()
        fields |= {"year": str(year), "month": _BIBTEX_MONTHS[month - 1], "date": _braced(iso)}
    if "URL" in item:
        fields["url"] = _braced(item["URL"])
    fields["langid"] = _braced((Locale.parse(item["language"]).english_name or "").lower())
    return f"@misc{{{item['id']},\n" + "".join(f"  {field} = {value},\n" for field, value in fields.items()) + "}\n"


def _braced(value: str) -> str:
    return f"{{{value}}}"


def ris(item: Mapping[str, Any]) -> str:
    """A RIS file of one reference: ``ELEC``, a page of the web."""
    lines = [("TY", "ELEC"), ("TI", item["title"])]
    if "author" in item:
        lines += [("AU", item["author"][0]["literal"]), ("T2", item["container-title"])]
    if "issued" in item:
        year, month, day = item["issued"]["date-parts"][0]
        lines += [("PY", f"{year:04}"), ("DA", f"{year:04}/{month:02}/{day:02}/")]
    if "URL" in item:
        lines.append(("UR", item["URL"]))
    lines += [("LA", item["language"]), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def _first_anchor(site: Site, page: Page) -> str:
    if "glossary" in page.data_blocks and site.glossary:
        return next(iter(site.glossary.terms), "")
    return next((section.anchor for section in page.sections if section.level > 1 and section.anchor), "")


def write_citations(outputs: Outputs, site: Site, day: date | None) -> None:
    """Write the files of the citation of every page."""
    items = {page.path: csl_item(site.config, page, day) for page in site.outlines.values()}
    # Files of one page tell each other apart by their paths.
    keys = {path: digest(code(), msgspec.msgpack.encode(item)) for path, item in items.items()}
    paths = {page.path: _paths(page) for page in site.outlines.values()}
    left = outputs.left({file: keys[path] for path, files in paths.items() for file in files.values()})
    for page in site.outlines.values():
        if not left.isdisjoint(paths[page.path].values()):
            for file, text in _files(page, items[page.path]).values():
                # As bytes: RIS ends its lines in its own way on every machine.
                outputs.write(file, text.encode(), keys[page.path])
