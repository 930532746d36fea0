"""A new page: its file in every language, from the templates beside this module, and its entry in the nav."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from scripts.core.message import Message, MessageError, say
from scripts.core.staging import replacing
from scripts.model.settings.config import Config, load_config

from .nav_entry import add_page, nav_entries
from .slug import fault

_TEMPLATES = Path(__file__).parent
_FALLBACK = "en"


class NewPageError(MessageError):
    """Why the page cannot be made, in one line with the cure."""


def make_page(root: Path, slug: str) -> list[Message]:
    """Write the page ``slug`` in every language and its nav entry; returns what was made and what to do next.

    Raises ConfigError, NavError, NewPageError or OSError; then nothing was changed.
    """
    config = load_config(root)
    if problem := fault(slug, config):
        raise NewPageError(problem)
    if not config.docs.is_dir():
        raise NewPageError(
            say("{folder}/: no such folder; make it, or set docs_dir in mkdocs.yml", folder=config.docs_dir)
        )
    # Decoded by hand: a byte-order mark and the line ends stay as they are.
    settings = (root / config.path).read_bytes().decode("utf-8")
    _refuse_existing(config, slug, settings)
    pages = {config.docs / config.file(slug, locale): page_text(config, locale) for locale in config.locales}
    changed = add_page(settings, f"{slug}.md") if _belongs_in_nav(config, slug, settings) else None
    _write(pages, root / config.path, changed)
    return _report(config, slug, in_nav=changed is not None)


def _refuse_existing(config: Config, slug: str, settings: str) -> None:
    for locale in config.locales:
        for file in (config.file(slug, locale), f"{slug}.{locale}.md", f"{slug}.md"):
            # The default language too may be written with a suffix, and another site may have no suffixes.
            if config.split(file)[0] == slug and os.path.lexists(config.docs / file):
                path = f"{config.docs_dir}/{file}"
                raise NewPageError(say("{path} exists already; edit it, or choose another slug", path=path))
    for entry in nav_entries(settings):
        if config.split(entry.path)[0] == slug:
            raise NewPageError(
                say(
                    "{where}: the nav names {path} already; remove the entry, or choose another slug",
                    where=f"{config.path}:{entry.line}",
                    path=entry.path,
                )
            )


def _belongs_in_nav(config: Config, slug: str, settings: str) -> bool:
    """Whether the page needs an entry: there is a nav, and no pattern or folder takes care of the page."""
    entries = nav_entries(settings)
    folders = tuple(entry.path for entry in entries if entry.path.endswith("/"))
    page = f"{slug}.md"
    return bool(entries) and not page.startswith(folders) and not config.not_in_nav.match_file(page)


def page_text(config: Config, locale: str) -> str:
    """The template for ``locale``, or the English one with every passage marked as English."""
    language = _template_language(locale)
    text = (_TEMPLATES / f"page.{language}.md").read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    keys = [key for key in config.required_front_matter if not re.search(rf"^{re.escape(key)}:", front, re.M)]
    more = "".join(f"{key}: …\n" for key in keys)
    if language != locale.partition("-")[0]:
        # Screen readers pronounce it rightly, and the check of languages leaves it alone until it is translated.
        body = "\n\n".join(_marked(block, language) for block in body.split("\n\n"))
    return f"---\n{front}{more}---\n{body}"


def _template_language(locale: str) -> str:
    language = locale.partition("-")[0]
    return language if (_TEMPLATES / f"page.{language}.md").is_file() else _FALLBACK


def _marked(block: str, language: str) -> str:
    """A block of a template with its language as an attribute; comments are shown to nobody and stay."""
    lines = block.strip("\n")
    if lines.startswith("<!--"):
        return block
    return block.replace(
        lines, f"{lines[:-1]} lang={language}}}" if lines.startswith("#") else f"{lines}\n{{lang={language}}}"
    )


def _write(pages: Mapping[Path, str], settings: Path, changed: str | None) -> None:
    """Write all of it or nothing; ``changed`` is the new text of ``settings``, None to leave that file alone."""
    made: list[Path] = []
    try:
        for path, text in pages.items():
            for folder in reversed([parent for parent in path.parents if not parent.exists()]):
                folder.mkdir()
                made.append(folder)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
        if changed is not None:
            place = settings.resolve()
            with replacing(place) as draft:
                draft.write_bytes(changed.encode("utf-8"))
                shutil.copymode(place, draft)
    # An interruption too must not leave half a page.
    except BaseException:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        raise


def _report(config: Config, slug: str, *, in_nav: bool) -> list[Message]:
    files = {locale: f"{config.docs_dir}/{config.file(slug, locale)}" for locale in config.locales}
    made = tuple(files.values())
    report = [
        say("Made: {files}; and `- {slug}.md` in the nav of {path}.", files=made, slug=slug, path=config.path)
        if in_nav
        else say("Made: {files}.", files=made),
        say(
            "Next: replace the title and every sentence “Write here …” (in Indonesian “Tulis di sini …”); "
            "`make serve` shows the page, `make check` checks it."
        ),
    ]
    translations = " ".join(file for locale, file in files.items() if locale != config.default_locale)
    if translations:
        report.append(say('When the languages agree: `make stamp PAGE="{pages}"`.', pages=translations))
    foreign = [file for locale, file in files.items() if _template_language(locale) != locale.partition("-")[0]]
    if foreign:
        message = say("Still in English, translate and remove the marks {{lang=en}}: {files}.", files=tuple(foreign))
        report.append(message)
    return report
