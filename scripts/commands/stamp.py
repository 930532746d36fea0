"""Record that a translation agrees with its original: ``python -m scripts stamp PAGE… [--dry-run]``.

Run it after a person has compared the two. PAGE is the file that was translated, in either language; its front matter
then names the language and the version it was made from. A file of questions can be named in the same way: each of them
then names the text of its section. Exit code 0, or 2 when a file cannot be stamped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from scripts.core.message import Message, MessageError, say
from scripts.core.terminal import command_line, complain, tell
from scripts.model.page import Page
from scripts.model.questions import Question, section_stamp
from scripts.model.settings.config import ConfigError
from scripts.model.site import Site, load_site
from scripts.model.translation_stamp import blob_id

# The line that ends the front matter.
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M)
# The whole entry: its own line and the indented lines of a block below it.
_ENTRY = re.compile(r"^source:.*\n(?:[ \t]+.*\n)*", re.M)
# In a file of questions each has one; the first stands for all.
_STAMPS = re.compile(r"stamp: .*")


class StampError(MessageError):
    """The page cannot be stamped; the message says why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Stamp every page named, or none of them when one cannot be; returns the exit code."""
    parser = command_line("stamp", __doc__, site=True)
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="the translated file, such as docs/nilai.en.md")
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, write nothing")
    options = parser.parse_args(arguments)
    try:
        site = load_site(options.root)
        changes: dict[str, str] = {}
        for name in options.pages:
            changes |= stamped(site, name)
    except (ConfigError, StampError) as error:
        complain("stamp", error.message)
        return 2
    for path, text in changes.items():
        if not options.dry_run:
            (options.root / path).write_text(text, encoding="utf-8", newline="\n")
        entry = _ENTRY.search(text) or _STAMPS.search(text)
        tell(_done(path, entry.group() if entry else "", dry=options.dry_run))
    if not changes:
        tell(say("nothing to do: the stamps are up to date"))
    return 0


def _done(path: str, entry: str, *, dry: bool) -> Message:
    if dry and entry:
        return say("{path} would hold {stamp}", path=path, stamp=entry)
    if dry:
        return say("{path} would hold no stamp any more", path=path)
    if entry:
        return say("{path} holds {stamp}", path=path, stamp=entry)
    return say("{path} holds no stamp any more", path=path)


def stamped(site: Site, name: str) -> dict[str, str]:
    """The files that change, with their new text, when the page at ``name`` is stamped. Raises StampError."""
    if questions := [one for one in site.questions.values() if one[0].place.path == _path(name)]:
        return _stamped_questions(site, questions[0])
    page = _page(site, name)
    locales = [locale for locale in site.config.locales if locale != page.locale]
    origin = next((site.pages[page.slug, lang] for lang in locales if (page.slug, lang) in site.pages), None)
    if origin is None:
        raise StampError(say("{name} has no other language to be made from; write that page first", name=name))
    changes = {}
    original = _ENTRY.sub("", origin.source.text, count=1) if "source" in origin.meta else origin.source.text
    if original != origin.source.text:
        changes[origin.path] = original
    # In quotes, for an id without letters would be read as a number.
    entry = f'source: {{lang: {origin.locale}, blob: "{blob_id(original.encode())}"}}\n'
    text = _with_entry(page, entry)
    if text != page.source.text:
        changes[page.path] = text
    return changes


def _stamped_questions(site: Site, questions: Sequence[Question]) -> dict[str, str]:
    path = questions[0].place.path
    text = (site.config.root / path).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    starts = [question.place.line - 1 for question in questions]
    # From the last to the first, so that the lines of the others keep their numbers.
    for question, start, end in reversed(list(zip(questions, starts, [*starts[1:], len(lines)], strict=True))):
        kept = [line for line in lines[start:end] if not line.startswith("  stamp:")]
        at = next(number for number, line in enumerate(kept, 1) if line.lstrip("- ").startswith("section:"))
        lines[start:end] = [*kept[:at], f'  stamp: "{section_stamp(site, question)}"\n', *kept[at:]]
    changed = "".join(lines)
    return {path: changed} if changed != text else {}


def _path(name: str) -> str:
    return Path(name).as_posix().removeprefix("./")


def _page(site: Site, name: str) -> Page:
    wanted = _path(name)
    page = next((page for page in site.pages.values() if page.path == wanted), None)
    if page is None:
        raise StampError(say("{name} is no page of this site; name a file such as docs/nilai.en.md", name=name))
    if not page.readable or not page.source.text.startswith("---"):
        raise StampError(say("{name} has no readable front matter; run `make check` and fix it first", name=name))
    return page


def _with_entry(page: Page, entry: str) -> str:
    text = page.source.text
    if "source" in page.meta:
        return _ENTRY.sub(entry, text, count=1)
    return text[:3] + _END.sub(lambda end: entry + end[0], text[3:], count=1)
