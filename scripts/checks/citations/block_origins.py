"""C06 to C08: blocks whose origin readers can be told.

For sites whose ``extra.origins`` names the article that they are made from.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.markdown.box_syntax import INVENTED
from scripts.model.origins import ALONE, EXAMPLES, MISPLACED, MIXED, NOTHING_BEFORE, QUOTATION
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import Finding, rule
from ..writing.boxes import openings

_BOX = ("box", "details")
_MINE = say("cite the works that it rests on, or write {mark} below it if it is this site's own", mark="{: .own }")
_UNTOLD: dict[str, tuple[Message, Message]] = {
    ALONE: (say("nothing tells where this list, table or figure comes from"), _MINE),
    QUOTATION: (say("this quotation has no citation"), say("cite the work in it, at its end: [@key, page]")),
    NOTHING_BEFORE: (
        say("there is nothing with a source before this block that it could go on with"),
        say("cite the work in the block itself, and remove {mark}", mark="{: .continued }"),
    ),
    MISPLACED: (
        say("a mark of origin stands here within a block, and changes nothing"),
        say("put it, alone on its line, below the whole paragraph, list, table or box, or leave it out"),
    ),
}


def _pages(site: Site) -> Iterator[Page]:
    return (page for page in site.pages.values() if page.readable and site.judges_origins(page))


@rule("C06", by_page=True)
def told(site: Site) -> Iterator[Finding]:
    """Of each block of a content page and each diagram it can be told where it comes from.

    Readers are shown whether a block says what the article says, what other works say, or what this site itself
    thinks. A paragraph tells it by its citations. A list, a table or a figure takes the origin of the paragraph right
    before it; a quotation always cites; a diagram names its ``sources`` or is declared ``own``. Marks of origin
    belong to whole blocks.
    """
    for page in _pages(site):
        for block in site.block_origins(page):
            if block.trouble in _UNTOLD:
                yield Finding(block.place, *_UNTOLD[block.trouble])
    for diagram in filter(None, site.diagrams.values() if site.config.origins else ()):
        if not diagram.sources and not diagram.own:
            yield Finding(
                Place(diagram.document.path),
                say("nothing tells where the diagram {name} comes from", name=diagram.name),
                say("list the keys of the works under `sources`, or write `own: true` if this site thought of it"),
            )


@rule("C07", by_page=True)
def unmixed(site: Site) -> Iterator[Finding]:
    """What is marked as the site's own, an invented example too, cites nobody.

    Else readers would take our words for those of the work, or those of the work for ours.
    """
    hint = say("move what the work says to a paragraph outside, with the citation, or remove the mark")
    for page in _pages(site):
        for block in site.block_origins(page):
            if block.trouble == MIXED:
                yield Finding(block.place, say("here a work is cited within what is marked as this site's own"), hint)
    for diagram in filter(None, site.diagrams.values() if site.config.origins else ()):
        if diagram.sources and diagram.own:
            yield Finding(
                diagram.document.place("own"),
                say("the diagram {name} has sources and is declared this site's own", name=diagram.name),
                say("remove one of the two"),
            )


@rule("C08", by_page=True)
def invented(site: Site) -> Iterator[Finding]:
    """A box with an example says in its title that the example is invented.

    Nobody shall take a case that we made up for one that happened.
    """
    for page in _pages(site):
        title = INVENTED.get(page.locale)
        for opening in openings(page) if title else ():
            kind = opening.classes[0].lower() if opening.classes else ""
            if opening.sort in _BOX and kind in EXAMPLES and opening.title.strip() != title:
                sign = "!!!" if opening.sort == "box" else "???"
                yield Finding(
                    page.place(opening.offset),
                    say("the title of this example is “{title}”", title=opening.title),
                    say("write the title that says it: {line}", line=f'{sign} {kind} "{title}"'),
                )
