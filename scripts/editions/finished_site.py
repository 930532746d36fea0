"""The finished site, from which every edition is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.core.edition import Edition
from scripts.core.message import Message, MessageError
from scripts.model.page import Page
from scripts.model.site import Site
from scripts.render.article.kept_pages import Shown
from scripts.render.article.rendered import Rendered
from scripts.render.filled_page import View


class EditionError(MessageError):
    """An edition cannot be made here; each of ``messages`` says why and what to do. Others may still be made."""

    def __init__(self, *messages: Message) -> None:
        super().__init__(messages[0])
        self.messages = messages
        self.args = ("\n".join(map(str, messages)),)


@dataclass(frozen=True, slots=True)
class FinishedSite:
    """``folder`` holds the finished site, ``site`` is what it was made from, ``edition`` its number and time.

    ``view`` is what its pages are shown with.
    """

    folder: Path
    site: Site
    edition: Edition
    view: View

    @property
    def pages(self) -> Mapping[Shown, Rendered]:
        """The articles of the site, by slug and the language that shows them."""
        return self.view.rendered

    def has_file(self, path: str) -> bool:
        """Whether there is a file at ``path`` of the site; never one of the machine that makes the edition."""
        return not path.startswith(("/", "../")) and (self.folder / path).is_file()

    def page(self, slug: str, locale: str) -> Page:
        """The page that the site shows in ``locale``, as its file says. Raises KeyError when there is none."""
        page = self.site.page(slug, locale)
        if page is None:
            raise KeyError(slug)
        return page
