"""What is asked of every page in one visit: to load a page takes longer than to answer most questions about it.

Each question gives the faults that it finds, in words; ``faults`` asks them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.support import axe, painted
from tests.support.lost import LOST, OPEN, SPACED
from tests.support.sheets import filled
from tests.support.targets import SMALL
from tests.support.waiting import until_drawn

SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}
# A page of every kind, with the frame of each language: of these a phone is asked all that a desktop is.
KINDS = ["index.html", "en/index.html", "metode/taktik.html", "en/metode/taktik.html", "glosarium.html"]
KINDS += ["en/kartu.html", "pustaka.html", "peta-artikel.html", "en/kontribusi/aturan.html", "kontribusi/status.html"]
KINDS += ["dwibahasa/metode/taktik.html", "404.html"]
_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@dataclass
class Visitor:
    """A browser's page, the server whose pages it is sent to, and what is remembered from one to the next."""

    page: Page
    server: str
    complaints: list[str] = field(default_factory=list)
    # Looks of texts whose contrast was judged.
    seen: set[str] = field(default_factory=set)


def faults(visitor: Visitor, path: str, papers: tuple[str, ...] = ("A4",)) -> list[str]:
    """Visit ``path`` and ask everything; ``papers`` are those on which it is printed."""
    return [f"{path}: {fault}" for fault in _faults(visitor, path, papers)]


def _faults(visitor, path, papers):
    page = visitor.page
    visitor.complaints.clear()
    page.set_viewport_size(SIZES["desktop"])
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.goto(visitor.server + path)
    if page.locator("h1").count() != 1:
        yield "not one title"
    yield from _half_empty(page, papers)
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(f"({OPEN})([...document.querySelectorAll('details')])")
    axe.load(page)
    yield from _seen_in_both_schemes(page, path, visitor.seen)
    yield from _on_a_phone(page)
    yield from _at_every_width(page)
    # Last, for it changes the page.
    yield from _spaced_out(page)
    yield from visitor.complaints


def _half_empty(page: Page, papers: tuple[str, ...]) -> Iterator[str]:
    """No sheet but the last is half empty."""
    for paper in papers:
        sheets = filled(page.pdf(format=paper))
        if not sheets:
            yield f"nothing on {paper}"
        for number, share in enumerate(sheets[:-1], 1):
            if share < 0.5:
                yield f"sheet {number} of {paper} is filled to {share:.2f}"


def _seen_in_both_schemes(page: Page, path: str, seen: set[str]) -> Iterator[str]:
    """What axe finds, and what of drawings is pale, which axe leaves out."""
    # On a phone, two languages side by side are what their own pages are, but for their drawings.
    alike = path.startswith("dwibahasa/") and path not in KINDS
    drawn = page.evaluate("!!document.querySelector('.diagram')")
    for name in ("desktop",) if alike and not drawn else ("desktop", "phone"):
        page.set_viewport_size(SIZES[name])
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            until_drawn(page)
            found = []
            if not alike or name == "desktop":
                found = axe.poor_contrast(page, seen)
                # A scheme changes colours and nothing else: what is no matter of colour is asked once a size. A size
                # changes no names and roles: of a page like others these are asked on a desktop alone.
                if scheme == "light":
                    whole = name == "desktop" or path in KINDS
                    found += axe.findings_but_contrast(page) if whole else axe.findings_of_layout(page)
            if drawn:
                found += painted.faults(page)
            yield from (f"{name}, {scheme}: {fault}" for fault in found)
    page.emulate_media(color_scheme="light")


def _on_a_phone(page: Page) -> Iterator[str]:
    """No target outside of text is smaller than 24 pixels; under fingers, some are larger than under a mouse."""
    page.set_viewport_size(SIZES["phone"])
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    yield from (f"small target: {target}" for target in page.evaluate(SMALL))
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    session.detach()


def _at_every_width(page: Page) -> Iterator[str]:
    """Nothing is wider than the screen; at 400 %, where one of 1280 by 1024 is one of 320 by 256, nothing is lost."""
    for width in (360, 768, 960, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate(_TOO_WIDE):
            yield f"wider than {width}"
    page.set_viewport_size({"width": 320, "height": 256})
    until_drawn(page)
    yield from (f"at 400 %: {what}" for what in page.evaluate(LOST))
    # The marks of where the text comes from.
    if page.evaluate("document.getElementById('asal-teks')?.click(), " + _TOO_WIDE):
        yield "wider than 320 with marks"
    page.evaluate("document.getElementById('asal-teks')?.click()")


def _spaced_out(page: Page) -> Iterator[str]:
    """With the spaces of WCAG 1.4.12 nothing is lost."""
    page.add_style_tag(content=SPACED)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        yield from (f"spaced, {width} wide: {what}" for what in page.evaluate(LOST))
