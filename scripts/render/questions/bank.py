"""All questions with one best answer, as a script that a mixed test takes them from.

A script and not data alone: pages that are opened from a disk may fetch nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from scripts.model.questions import CHOICE, plain
from scripts.model.settings.outputs import BANK
from scripts.model.site import Site

from ..address import site_path
from ..article.study import mixed
from ..labels import words_of
from .terms import term_questions


def write_bank(folder: Path, site: Site) -> None:
    """Write the questions in each language to its place in the built site, where a page has a test of them."""
    if not site.page_with("test"):
        return
    for locale in site.config.locales:
        file = folder / site_path(site.config, BANK, locale)
        file.parent.mkdir(parents=True, exist_ok=True)
        bank = {"words": words_of("test")[locale], "questions": list(_asked(site, locale))}
        text = json.dumps(bank, ensure_ascii=False, separators=(",", ":"))
        file.write_text(f"self.questionBank={text};\n", encoding="utf-8")


def _asked(site: Site, locale: str) -> Iterator[Mapping[str, Any]]:
    written = chain.from_iterable(site.questions.values())
    for question in (*written, *term_questions(site)):
        if question.kind == CHOICE:
            yield {
                "id": question.id,
                "domain": question.domain,
                "text": plain(question.text[locale]),
                "options": [
                    {
                        "text": plain(option.text[locale]),
                        "why": plain(option.why[locale]),
                        "right": option.right,
                        "at": _address(option.see or f"{question.slug}#{question.anchor}"),
                    }
                    for option in mixed(question.options, question.id)
                ],
            }


def _address(place: str) -> str:
    """Where a place ``slug#anchor`` stands, as seen from the top of its language."""
    slug, _, anchor = place.partition("#")
    return f"{slug}.html#{anchor}"
