"""Discouraged forms, replaced by what the glossary says to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml

from scripts.checks.exemptions import exempts
from scripts.core.matcher import Matcher
from scripts.model.markdown.source import front_matter_of
from scripts.model.page import Page
from scripts.model.site import Site

from .edit import Edit
from .prose import changeable, unquoted
from .rendering import PROSE_KEYS

# A gloss on the use, or a choice between two, is for a person to read.
_CHOICE = re.compile(r"[/,;()|]|\s(?:atau|or)\s")
# Part of a file name, an address or an identifier rather than a word of its own.
_PART_BEFORE, _PART_AFTER = re.compile(r"\w[./\\_#=]\Z|[./\\#=]\Z"), re.compile(r"[./\\_#=]\w")


def discouraged_forms(site: Site) -> Iterator[Edit]:
    """Write what the glossary asks for, in the case of what it replaces, where it asks for one thing only."""
    for locale in site.config.locales:
        uses = unambiguous(site, locale)
        matcher = form_matcher(site, locale)
        for page in site.in_locale(locale) if uses else ():
            if page.readable:
                yield from _replaced(site, page, matcher, uses)


def form_matcher(site: Site, locale: str) -> Matcher:
    """Finds every discouraged form of a language; keys are the forms."""
    entries = site.glossary.discouraged.get(locale, ()) if site.glossary else ()
    return Matcher(((entry.form, entry.form.casefold()) for entry in entries), locale)


def unambiguous(site: Site, locale: str) -> Mapping[str, str]:
    """The replacement of each discouraged form, case folded, that has only one, not discouraged itself."""
    uses: dict[str, set[str]] = {}
    for entry in site.glossary.discouraged.get(locale, ()) if site.glossary else ():
        uses.setdefault(entry.form.casefold(), set()).add(entry.use)
    matcher = form_matcher(site, locale)
    found = {form: use.pop() for form, use in uses.items() if len(use) == 1}
    return {form: use for form, use in found.items() if not _CHOICE.search(use) and not any(matcher.find_all(use))}


def _replaced(site: Site, page: Page, matcher: Matcher, uses: Mapping[str, str]) -> Iterator[Edit]:
    text = page.source.text
    for start, shown in ((0, changeable(page.source)), *_front_matter(text)):
        for match in matcher.find(re.sub(r"[*_]", " ", shown)):
            at, end = start + match.start, start + match.end
            written = text[at:end]
            use = uses.get(match.key, "")
            # With an ending the word is another one; with markup inside, it is for a person to say where that goes.
            if not use or " ".join(written.split()).casefold() != match.key:
                continue
            if _PART_BEFORE.search(text[max(at - 2, 0) : at]) or _PART_AFTER.match(text, end):
                continue
            replacement = in_case_of(written, use)
            if replacement and not exempts(site, "T05", page.path, page.place(at).line):
                yield Edit(page.path, at, end, replacement)


def _front_matter(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of each value of the front matter that is prose, with quotations as spaces."""
    front = front_matter_of(text)
    if not front:
        return
    node = yaml.compose(front.group(1), yaml.SafeLoader)
    for key, value in node.value if node else ():
        if key.value in PROSE_KEYS and isinstance(value, yaml.ScalarNode):
            shown = front.group(1)[value.start_mark.index : value.end_mark.index]
            if value.style in ("'", '"'):
                shown = f" {unquoted(shown[1:-1])} "
            yield front.start(1) + value.start_mark.index, unquoted(shown)


def in_case_of(written: str, use: str) -> str:
    """``use`` in small or capital letters as ``written`` is, over the same line ends; "" when that cannot be said."""
    words, new = written.split(), use.split()
    gaps = re.findall(r"\s+", written)
    if len(gaps) != len(new) - 1 and any("\n" in gap for gap in gaps):
        return ""
    joined = (
        "".join(f"{word}{gap}" for word, gap in zip(new, [*gaps, ""], strict=True))
        if len(gaps) == len(new) - 1
        else use
    )
    letters = "".join(words)
    if written.islower():
        return joined
    if written.isupper() and len(letters) > 1:
        return joined.upper()
    if not all(word[1:] == word[1:].lower() for word in words):
        return ""
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return re.sub(r"(?<!\S)\S", lambda match: match.group().upper(), joined)
    return joined[0].upper() + joined[1:] if written[0].isupper() and all(w.islower() for w in words[1:]) else ""
