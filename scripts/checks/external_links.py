"""E: what `make links` says of addresses outside the site; ``external/`` asks and judges them."""

from __future__ import annotations

from .rule import ERROR, WARNING, known

GONE = known(
    "E01",
    ERROR,
    """A link to another site does not lead to a page that is gone.

    The server answers that there is no such page (404) or that it was removed (410), so the reader does not find what
    the link promises.
    """,
)
UNCHECKED = known(
    "E02",
    WARNING,
    """A link to another site can be checked, and its server is in order.

    Some sites turn the checker away and let readers in, and some faults soon pass. Open the address in a browser; when
    the page is there, nothing needs fixing.
    """,
)
MOVED = known(
    "E03",
    WARNING,
    """A link to another site uses the present address, not one that has moved permanently.

    The redirect from the old address may be switched off at any time, and from then on the link is dead.
    """,
)
UNREACHED = known(
    "E04",
    ERROR,
    """A link to another site is a proper web address, whose server can be reached, securely where the address begins
    with `https:`.

    A server that does not exist, a connection that is not secure or a mistyped address brings the reader nothing but
    an error message.
    """,
)
UNANSWERED = known(
    "E05",
    WARNING,
    """A site that a page links to answers within reasonable time.

    Readers will not wait for long. The fault may pass, so check again later; when it stays so, link another page or an
    archived copy.
    """,
)
