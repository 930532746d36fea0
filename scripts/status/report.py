"""Everything that is known of the state of a site, each thing found out when it is first asked for, and once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts.checks import Issue, check_site
from scripts.model.site import Site

from .history import Revision, last_changes, revision
from .page_states import PageStatus, page_statuses


@dataclass(frozen=True)
class Report:
    """The state of ``site``."""

    site: Site

    @cached_property
    def issues(self) -> Sequence[Issue]:
        """The findings of all rules."""
        return check_site(self.site)

    @cached_property
    def statuses(self) -> Sequence[PageStatus]:
        """One status for each page and language."""
        config = self.site.config
        return page_statuses(self.site, self.issues, last_changes(config.root, config.docs_dir))

    @cached_property
    def revision(self) -> Revision:
        """The commit and the edition of the site, as far as they are known."""
        return revision(self.site.config.root, self.site.config.docs_dir)
