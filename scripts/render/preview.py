"""A site that is shown while it is written: what was saved is seen at once, and the rest soon after."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.model.page import Page
from scripts.model.site import Site, load_site
from scripts.status.report import Report

from .article.bibliography import bibliographies
from .article.rendered import Ground
from .frames.frame import Frames
from .steps import Work, complete, ground_of, write_pages


@dataclass
class Preview:
    """The ``site`` as it was last shown in ``folder``, and its ``frames``.

    ``fingerprint`` tells from a site whether its frames are still the same; ``tell`` is told of all that is known of a
    site when everything in the folder is made from it.
    """

    folder: Path
    frames: Frames
    site: Site
    fingerprint: Callable[[Site], bytes | None]
    tell: Callable[[Report], None]

    def __post_init__(self) -> None:
        self._frames_of = self.fingerprint(self.site)
        self._rest = threading.Thread()

    def wait(self) -> None:
        """Until everything is as it is written."""
        if self._rest.is_alive():
            self._rest.join()

    def refresh(self) -> bool:
        """Show the site as it is written now; False when its frames have to be made anew.

        Raises ConfigError, FinishedError or OSError.
        """
        self.wait()
        site = load_site(self.site.config.root, self.site.memory.cache)
        if self._frames_of is None or self.fingerprint(site) != self._frames_of:
            return False
        report = Report(site)
        keys, before = site.memory.keys, self.site.memory.keys
        self._show(
            report, [site.pages[name] for name in site.pages if name not in keys or keys[name] != before.get(name)]
        )
        self.site = site
        self._rest = threading.Thread(target=self._complete, args=(report,))
        self._rest.start()
        return True

    def _show(self, report: Report, saved: list[Page]) -> None:
        """Write the pages that were ``saved``, those in both languages with them."""
        # What data blocks show may be known of all pages alone.
        slugs = {page.slug for page in saved if not page.data_blocks}
        placed = tuple(place for place in self.frames.placed if place.slug in slugs)
        ground = Ground(report, bibliographies(report.site))
        write_pages(Work(self.folder, ground, replace(self.frames, placed=placed), serving=True))

    def _complete(self, report: Report) -> None:
        complete(Work(self.folder, ground_of(report), self.frames, serving=True))
        self.tell(report)
