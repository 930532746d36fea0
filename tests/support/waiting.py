"""Waits by the clock of the page, which stands still with a busy page while that of the test runs on.

To be used where nothing on the page tells that it is ready; everywhere else ``expect`` waits for what is promised.
"""

from tests.bench.weight import DRAWN


def until_drawn(page):
    """Until the page was drawn anew: scripts have heard of a new size, scheme or scroll, and colours are the new ones.

    Who wants no motion has transitions of no time, but even those last from one frame to the next.
    """
    page.evaluate(DRAWN)


def let_pass(page, milliseconds):
    """Until timers that the page has set so far for less than that have run."""
    page.evaluate("time => new Promise((done) => setTimeout(done, time))", milliseconds)
