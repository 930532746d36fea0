"""L12: addresses written in full."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.message import say
from scripts.model.site import Site

from ..rule import WARNING, Finding, rule
from .corrections import page_like, rewrite
from .targets import inside


@rule("L12", WARNING, by_page=True)
def full_address(site: Site) -> Iterator[Finding]:
    """An address below ``site_url``, or one that begins with ``/``, leads to something that the site has.

    The build does not look at such addresses, so nobody notices when a page is moved. Asked where ``site_url`` is set
    and ``validation.absolute_links`` is neither ``warn`` (then L06 asks for paths) nor ``ignore``; a warning, for
    something else may be published beside the site.
    """
    for page, link, target in inside(site):
        if target.fault == "absolute":
            near = "" if link.embeds else page_like(site, page, target.path)
            hint = (
                say("write {target}", target=rewrite(site, page, near))
                if near
                else say("correct the path, or remove the link")
            )
            message = say("the address {target} lies within this site, which has nothing there", target=link.target)
            yield Finding(link.place, message, hint)
