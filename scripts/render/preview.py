"""A site that is shown while it is written: what was saved is seen at once, and the rest soon after."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from scripts.model.outline import Outline
from scripts.model.site import Site, load_site
from scripts.status.report import Report

from .article.bibliography import bibliographies
from .article.rendered import Ground
from .frames.frame import Frames
from .outputs import Outputs
from .steps import Work, complete, ground_of, write_pages


@dataclass
class Preview:
    """The ``site`` as it was last shown in a folder, and its ``frames``; ``outputs`` wrote it.

    ``fingerprint`` tells from a site whether its frames are still the same; ``tell`` is told of all that is known of a
    site when everything in the folder is made from it.
    """

    outputs: Outputs
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
        self._show(report, [page for name, page in site.outlines.items() if keys.get(name) != before.get(name, b"")])
        self.site = site
        self._rest = threading.Thread(target=self._complete, args=(report,))
        self._rest.start()
        return True

    def _show(self, report: Report, saved: list[Outline]) -> None:
        """Write the pages that were ``saved``, those in both languages with them."""
        # What data blocks show may be known of all pages alone.
        slugs = {page.slug for page in saved if not page.data_blocks}
        placed = tuple(place for place in self.frames.placed if place.slug in slugs)
        ground = Ground(report, bibliographies(report.site))
        self._take(write_pages, ground, replace(self.frames, placed=placed))

    def _complete(self, report: Report) -> None:
        self._take(complete, ground_of(report), self.frames)
        self.tell(report)

    def _take(self, steps: Callable[[Work], None], ground: Ground, frames: Frames) -> None:
        self.outputs = self.outputs.goes_on()
        steps(Work(self.outputs.folder, ground, frames, serving=True, last=self.outputs))
