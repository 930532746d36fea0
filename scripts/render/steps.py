"""From the frames that MkDocs made to the whole site: a list of steps over its folder, in the order of ``STEPS``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

from scripts.model.settings.config import Config
from scripts.model.site import Site
from scripts.status.report import Report

from .article.bibliography import Bibliography, bibliographies
from .article.kept_pages import Articles, Shown, code, rendered_pages
from .article.rendered import Ground
from .bundle.assets import bundle_assets
from .downloads import Download, downloads, write_downloads
from .downloads.offers import offered, write_offers
from .filled_page import View
from .frames.frame import Frames
from .handed_over import hand_over
from .metadata.card import write_cards
from .metadata.cite import Citations, write_citations
from .offline.manifest import write_manifests
from .offline.service_worker import write_offline, write_retired
from .outputs import Outputs
from .page_keys import page_keys
from .questions.bank import write_bank
from .search.kept_entries import write_search


def ground_of(report: Report) -> Ground:
    """All that the articles of a build share."""
    site, edition = report.site, report.revision.edition
    known = bibliographies(site)
    # A site that is made for an edition has no folder of editions.
    offers = offered(_shelf(site.config), edition) if site.config.editions else None
    made = edition.made if edition else int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return Ground(report, known, _downloads(site, known, made), offers)


def _downloads(site: Site, known: Mapping[str, Bibliography], made: int) -> tuple[Download, ...]:
    cited = "\n".join(site.cited).encode()
    depends_on = (
        code(),
        site.config.read_from,
        site.data_digest,
        cited,
        str((site.page_with("glossary"), made)).encode(),
    )
    return site.memory.once("downloads", tuple[Download, ...], depends_on, lambda: downloads(site, known, made))


def _shelf(config: Config) -> Path:
    return config.root / config.editions


@dataclass(frozen=True)
class Work:
    """What the steps work with: ``folder`` has what MkDocs left of the site, without pages.

    A site that is ``serving`` goes to nobody but who writes it. ``outputs`` write to the folder.
    """

    folder: Path
    ground: Ground
    frames: Frames
    serving: bool = False
    last: Outputs | None = None

    @cached_property
    def outputs(self) -> Outputs:
        """What writes to the folder: what ``last`` had written there or is to take it from, or else all anew."""
        return self.last or Outputs(self.folder)

    @property
    def site(self) -> Site:
        """What the pages are read from."""
        return self.ground.site

    @cached_property
    def rendered(self) -> Articles:
        """The article of each page by slug and by the language that shows it."""
        return rendered_pages(self.ground, self.shown)

    @property
    def shown(self) -> Sequence[Shown]:
        """Every page in the order of reading, by slug and by the language that shows it."""
        return [(placed.slug, placed.shown_in) for placed in self.frames.placed]

    @property
    def day(self) -> date | None:
        """The day of the edition."""
        return self.ground.report.revision.day

    @cached_property
    def citations(self) -> Citations:
        """How each page is cited, by its path."""
        return Citations(self.site, self.day)

    @cached_property
    def view(self) -> View:
        """The pages in their frames; sheets and scripts of the folder are joined for them."""
        frames, edition = self.frames, self.ground.report.revision.edition
        if not self.serving:
            frames = replace(frames, texts=bundle_assets(self.folder, frames.texts, self.rendered.essences))
        return View(self.site, frames, self.rendered, self.citations, edition.number if edition else "")


def complete(work: Work) -> None:
    """Take all steps. Raises FinishedError, ThemeError or OSError.

    What is then in the folder is not to be published.
    """
    for step in STEPS:
        step(work)
    hand_over(work.view)


def write_index(work: Work) -> None:
    """Read the search entries of the articles, write index and worker."""
    write_search(work.outputs, work.site, work.rendered, work.shown)


def write_pages(work: Work) -> None:
    """Read articles, frames, sheets and scripts; write each page in one language and in both, and the others small."""
    view, keys = work.view, page_keys(work.view, work.rendered, work.day)
    left = work.outputs.left(keys)
    work.citations.prepare(view.cited_on(left))
    for url, html in chain(view.pages(left), view.both(left)):
        work.outputs.write(url, html.encode(), keys[url])


def write_files(work: Work) -> None:
    """Write what can be downloaded: the glossary, citations, editions; and the questions of tests."""
    write_downloads(work.folder, work.ground.files)
    write_citations(work.outputs, work.site, work.day)
    write_bank(work.folder, work.site)
    if work.ground.offers:
        write_offers(work.folder, _shelf(work.site.config), work.ground.offers)


def write_previews(work: Work) -> None:
    """Write the cards that other sites show beside a link, where the site has an address."""
    if work.site.config.site_url and not work.serving:
        write_cards(work.outputs, work.site)


def write_kept(work: Work) -> None:
    """Read all that stands there by now, write what lets browsers keep it. So it comes last."""
    if work.serving:
        write_retired(work.folder)
        return
    write_manifests(work.folder, work.site)
    edition = work.ground.report.revision.edition
    write_offline(work.folder, work.site, edition.number if edition else None, work.outputs.written)


STEPS: tuple[Callable[[Work], None], ...] = (
    write_index,
    write_pages,
    write_files,
    write_previews,
    write_kept,
)
