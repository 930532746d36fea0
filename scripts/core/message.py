"""Words of the tools for people: English templates with named values, and their translation."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parents[1] / "messages"
# The language of the templates; it needs no catalogue.
SOURCE_LOCALE = "en"

# What a terminal obeys, what breaks a line or turns its direction around, and what shows nothing at all. Joiners are
# not among them, for some scripts cannot be written without.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def invisible(text: str) -> str:
    """The first character of ``text`` that cannot be shown as it is; "" when there is none."""
    found = _INVISIBLE.search(text)
    return found[0] if found else ""


def visible(text: str) -> str:
    """``text`` on one line, with what cannot be shown as an escape: a name may hold anything but a slash."""
    return _INVISIBLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


@dataclass(frozen=True, slots=True)
class Message:
    """A text that can be said in several languages; ``values`` fill the ``{names}`` of its English ``template``.

    A value may itself be a message, or a tuple of values, which are listed with commas.
    """

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def text(self, locale: str) -> str:
        """The message in ``locale``, on one line; English where that language has no translation of it."""
        values = {key: _shown(value, locale) for key, value in self.values}
        # What is quoted from a page may run over several lines; a message is one.
        return visible(" ".join(catalogue(locale).get(self.template, self.template).format(**values).split()))

    def __str__(self) -> str:
        return self.text(SOURCE_LOCALE)

    def __lt__(self, other: Message) -> bool:
        return str(self) < str(other)


class MessageError(Exception):
    """An error whose words are a message."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def _shown(value: object, locale: str) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(_shown(item, locale)) for item in value)
    return value.text(locale) if isinstance(value, Message) else value


def say(template: str, /, **values: object) -> Message:
    """The message ``template``, a literal so that it can be collected for translation, with its values."""
    return Message(template, tuple(values.items()))


@cache
def catalogue(locale: str) -> Mapping[str, str]:
    """Translations by template: ``messages/<locale>.po``; empty for English and for a language without a file."""
    file = CATALOGUES / f"{locale}.po"
    if locale == SOURCE_LOCALE or not file.is_file():
        return {}
    # Those who read English need not wait until Babel is loaded.
    from babel.messages.pofile import read_po

    with file.open("rb") as stream:
        return {str(entry.id): str(entry.string) for entry in read_po(stream) if entry.id and entry.string}


def machine_locale() -> str:
    """Indonesian where the machine speaks it (POSIX: LC_ALL before LC_MESSAGES before LANG), else English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "id" if next(filter(None, names), "").startswith("id") else SOURCE_LOCALE
