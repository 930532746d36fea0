"""What the rest of a site asks of a page: small enough to be in memory for all pages, where their texts are not."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.core.place import Place

from .exempt_passages import Exemption, page_exemptions
from .page import Page
from .translation_stamp import Stamp, names_of, read_stamp


@dataclass(frozen=True, slots=True)
class Outline:
    """A page without its text: fields and meanings as in ``Page``, but for the following.

    ``data_blocks`` are names alone, ``stamp`` is that of the front matter when it has one that is well formed,
    ``names`` are the ids by which the stamp of a translation may name this text, ``links`` are the targets that
    Markdown has, each once, and ``theme`` is what the front matter asks of the theme: a template, parts to hide.
    """

    path: str
    slug: str
    locale: str
    title: str
    readable: bool = True
    templated: bool = False
    anchors: frozenset[str] = frozenset()
    cited: tuple[str, ...] = ()
    data_blocks: tuple[str, ...] = ()
    diagrams: tuple[tuple[str, Place], ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    stamp: Stamp | None = None
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()


def outline_of(page: Page) -> Outline:
    """The outline of a page."""
    return Outline(
        page.path,
        page.slug,
        page.locale,
        page.title,
        page.readable,
        page.templated,
        page.anchors,
        page.cited,
        tuple(page.data_blocks),
        page.diagrams,
        tuple(page_exemptions(page)),
        read_stamp(page.meta.get("source")),
        names_of(page.source.text),
        tuple(dict.fromkeys(link.target for link in page.links if not link.raw)),
        tuple(str(page.meta.get(name)) for name in ("template", "hide")),
    )
