"""H10 and H11: files below the docs folder that act, or that take the place of what the build writes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from scripts.core.message import Message, invisible, say
from scripts.core.place import Place
from scripts.model.settings.outputs import written_by_build
from scripts.model.site import Site

from ..rule import Finding, rule

# What authors of a reference need beside pages, and no browser runs: pictures, sound, films and their subtitles,
# documents to take away, works for reference managers.
_DATA = (
    "avif flac gif jpeg jpg m4a m4v mp3 mp4 oga ogg ogv opus png wav webm webp docx epub odp ods odt pdf pptx rtf xlsx"
)
_TEXT = "bib csv ris srt tsv txt vtt"
_DATA_TYPES = frozenset(f".{name}" for name in _DATA.split())
_TYPES = _DATA_TYPES | frozenset(f".{name}" for name in _TEXT.split()) | {".svg"}
# MkDocs makes pages of these too, and no rule would see them.
_PAGE_TYPES = frozenset({".markdown", ".mdown", ".mkdn", ".mkd"})
_BEGINS_AS_MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<\0?[!?/a-zA-Z]")
_ENOUGH = 512
# Files that crawlers ask for at the root of a site.
_FOR_MACHINES = frozenset({"ads.txt", "app-ads.txt", "robots.txt", "security.txt"})
_WINDOWS = re.compile(r"(?:con|conin\$|conout\$|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.I)
_NOT_ON_WINDOWS = re.compile(r"[<>:\"|?*\\]")


@rule("H10")
def file_type(site: Site) -> Iterator[Finding]:
    """A file beside the pages is a picture, sound, film, subtitle or document, and its content begins as one.

    A script, style sheet or HTML page is published as it stands: it runs in the reader's browser in the name of this
    site, and none of the other rules looks into it.
    """
    for path in sorted(site.files):
        suffix = PurePosixPath(path).suffix.lower()
        place = Place(f"{site.config.docs_dir}/{path}")
        # A link that leads nowhere publishes nothing.
        if path.endswith(".md") or not (site.config.docs / path).is_file():
            continue
        if suffix in _PAGE_TYPES or suffix == ".md":
            message = say("a page whose name does not end in .md is checked by nobody")
            yield Finding(place, message, say("let the name end in .md"))
        elif suffix == ".svgz":
            yield Finding(
                place, say("a packed drawing cannot be checked"), say("unpack it, and let its name end in .svg")
            )
        elif suffix not in _TYPES:
            message = (
                say("the site does not publish files of the type {type}", type=suffix)
                if suffix
                else say("the name has no ending that says what the file is")
            )
            hint = say("remove it, or save it in another type; known are {known}", known=tuple(sorted(_TYPES)))
            yield Finding(place, message, hint)
        elif suffix in _DATA_TYPES and _BEGINS_AS_MARKUP.match(_beginning(site, path)):
            message = say("the name says {type}, but the file begins like HTML or SVG", type=suffix)
            yield Finding(
                place, message, say("give it the ending of what it is, or save it anew from the program that made it")
            )


def _beginning(site: Site, path: str) -> bytes:
    try:
        with (site.config.docs / path).open("rb") as stream:
            return stream.read(_ENOUGH)
    except OSError:
        return b""


@rule("H11")
def free_path(site: Site) -> Iterator[Finding]:
    """A page or file stands at a path of its own: not one of the build, nor one that some systems take for another.

    What stands at a path that the build writes, or that the theme brings, takes its place, and readers get it instead.
    Names that differ in capitals alone are one file on many machines, and some names cannot exist there at all.
    """
    spelled: dict[str, str] = {}
    reported: set[str] = set()
    themed = {path.casefold(): path for path in site.theme.files}
    for path in sorted(site.files):
        for shown, (message, hint) in _faults(site, path, spelled, themed):
            if shown not in reported:
                reported.add(shown)
                yield Finding(Place(f"{site.config.docs_dir}/{shown}"), message, hint)


def _faults(
    site: Site, path: str, spelled: dict[str, str], themed: dict[str, str]
) -> Iterator[tuple[str, tuple[Message, Message]]]:
    """What is wrong with the path, each with that part of the path, from its beginning, which is wrong."""
    slug, _ = site.config.split(path)
    published = f"{slug}.html" if path.endswith(".md") else path
    rename = say("give it another name")
    if taken := written_by_build(site.config, published):
        yield path, (say("the build itself writes {path}", path=taken), rename)
    elif not path.endswith(".md") and (own := themed.get(path.casefold())):
        yield path, (say("the theme has a file {path}, which this one replaces", path=own), rename)
    elif path.lower() in _FOR_MACHINES:
        yield path, (say("machines read orders for the whole site from {path}", path=path), rename)
    elif path.endswith(".md") and PurePosixPath(slug).suffix.lower() in (".html", ".htm"):
        hint = say("let the name end in .md alone")
        yield path, (say("the page would stand at {path}", path=published), hint)
    parts = PurePosixPath(path).parts
    for number, part in enumerate(parts, 1):
        if fault := _unusable(part):
            yield "/".join(parts[:number]), (fault, rename)
    # One page in two languages is one name.
    parts = PurePosixPath(f"{slug}.md" if path.endswith(".md") else slug).parts
    for number in range(1, len(parts) + 1):
        name = "/".join(parts[:number])
        first = spelled.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if first != name:
            message = say("on many machines the name is the same as {other}", other=first)
            yield path, (message, say("write both in the same way, or give one another name"))
            break


def _unusable(name: str) -> Message | None:
    """Why a file or folder cannot be called so everywhere."""
    if name.startswith("."):
        return say("servers and tools take names that begin with a dot for orders")
    if sign := invisible(name):
        return say("the name holds the invisible character {code}", code=f"U+{ord(sign):04X}")
    if _WINDOWS.fullmatch(name):
        return say("on Windows no file can have this name")
    if name.endswith((".", " ")):
        return say("on Windows no name can end in a dot or a blank")
    if match := _NOT_ON_WINDOWS.search(name):
        return say("on Windows no name can hold the sign {sign}", sign=match[0])
    return None
