"""What search costs a page opened from a disk: how long it keeps the page from answering, how soon a result shows."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.render.search.index import INDEX, as_script, from_script
from tests.support.browser import started

# One word in so many becomes a new one in every copy of a page, so that a large site has a large vocabulary.
_NEW_WORD_EVERY = 40
_OBSERVE = """
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  window.gap = 0;
  setInterval(() => {
    window.gap = Math.max(window.gap, performance.now() - last);
    last = performance.now();
  }, 5);
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Sizes in MiB and words, times in milliseconds."""

    index: float
    words: int
    longest_task: float
    longest_gap: float
    first_result: float

    def __str__(self) -> str:
        return (
            f"index {self.index:.1f} MiB, {self.words:,} words: longest task {self.longest_task:.0f} ms, "
            f"longest pause of a 5 ms timer {self.longest_gap:.0f} ms, first result after {self.first_result:.0f} ms"
        )


def enlarge(index: dict[str, Any], pages: int) -> dict[str, Any]:
    """``index`` with so many pages: copies of its own under other addresses, each with some words of its own."""
    by_page: dict[str, list[dict[str, Any]]] = {}
    for entry in index["entries"]:
        by_page.setdefault(entry["at"].partition("#")[0], []).append(entry)
    originals = list(by_page.values())
    entries = []
    for number in range(pages):
        copy = number // len(originals)
        for entry in originals[number % len(originals)]:
            path, _, anchor = entry["at"].partition("#")
            at = f"{copy}/{path}#{anchor}" if anchor else f"{copy}/{path}"
            entries.append(entry if copy == 0 else {**entry, "at": at, "text": _varied(entry.get("text", ""), copy)})
    return {**index, "entries": entries}


def _varied(text: str, copy: int) -> str:
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(copy))
    lines = (line.split(" ") for line in text.split("\n"))
    return "\n".join(
        " ".join(word + letters if at % _NEW_WORD_EVERY == 7 else word for at, word in enumerate(line))
        for line in lines
    )


def measure(site: Path, pages: int) -> Cost:
    """Open the start page of ``site`` from a disk, with an index of so many pages, and ask for something."""
    index = enlarge(from_script((site / INDEX).read_text(encoding="utf-8")), pages)
    with tempfile.TemporaryDirectory() as folder, started() as browser:
        copy = Path(shutil.copytree(site, Path(folder) / "site"))
        (copy / INDEX).write_text(as_script(index), encoding="utf-8")
        page = browser.new_page()
        page.goto((copy / "index.html").as_uri())
        page.wait_for_timeout(500)
        page.evaluate(_OBSERVE)
        began = page.evaluate("performance.now()")
        page.locator("input.md-search__input").focus()
        page.keyboard.type("kerahasiaan")
        page.wait_for_selector(".md-search-result__link")
        first = page.evaluate("performance.now()") - began
        page.wait_for_timeout(300)
        return Cost(
            (copy / INDEX).stat().st_size / 1024 / 1024,
            sum(len(entry.get("text", "").split()) for entry in index["entries"]),
            page.evaluate("window.longest"),
            page.evaluate("window.gap"),
            first,
        )
