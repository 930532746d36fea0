"""The line that stands in a book in the place of a film or a sound that cannot be played there."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import quote

from lxml.html import HtmlElement, builder

from scripts.render.labels import words_of

from .finished_site import FinishedSite

_WORDS = words_of("players")


def played(player: HtmlElement) -> Sequence[str]:
    """The files that an ``audio`` or ``video`` may play, the first choice first."""
    return [path for path in (player.get("src"), *player.xpath(".//source/@src")) if path]


def stand_in(source: FinishedSite, locale: str, player: HtmlElement) -> None:
    """Put a line in the place of ``player``: what it is, what is said of it, and where it can be played.

    Its files are named by their path in the folder of the site.
    """
    files, words = played(player), _WORDS[locale]
    said = player.get("aria-label") or player.get("title") or " ".join(player.text_content().split())
    line = builder.SPAN(builder.CLASS("player"), lang=locale)
    if player.get("id"):
        line.set("id", player.get("id"))
    said = said or (posixpath.basename(files[0]) if files else "")
    if player.get("poster"):
        line.append(builder.IMG(src=player.get("poster"), alt=said))
    lang = next(iter(player.xpath("ancestor-or-self::*[@lang][1]/@lang")), locale)
    name = builder.SPAN(said, lang=lang)
    line.append(builder.SPAN(f"{words[player.tag]}: ", name))
    site = source.site.config.site_url.rstrip("/")
    if site and files:
        line[-1][-1].tail = ", "
        line[-1].append(builder.A(words["where"], href=f"{site}/{quote(files[0])}"))
    else:
        line[-1][-1].tail = f" ({words['where']})"
    line.tail, player.tail = player.tail, None
    player.getparent().replace(player, line)
