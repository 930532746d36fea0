"""The slug of a new page: where the page will stand below the docs folder, without language and without ``.md``."""

from __future__ import annotations

import re
import unicodedata

from scripts.core.message import Message, say
from scripts.model.settings.config import Config

_GOOD = say("write lower-case letters, digits, hyphens and / between folder and page, as in metode/advokasi")


def corrected(slug: str, config: Config) -> str:
    """The well-formed slug nearest to ``slug``; a good slug comes back as it is, "" when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode().lower()
    locales = [re.escape(locale.lower()) for locale in config.locales]
    plain = re.sub(rf"(\.(md|{'|'.join(locales)}))+$", "", plain.replace("\\", "/").strip(" /"))
    segments = [re.sub(r"[^a-z0-9]+", "-", segment).strip("-") for segment in plain.split("/")]
    path = "/".join(segment for segment in segments if segment)
    # The site keeps other languages in folders of these names, and people copy paths that begin with docs/.
    return re.sub(rf"^(({'|'.join([re.escape(config.docs_dir.lower()), *locales])})/)+", "", path)


def fault(slug: str, config: Config) -> Message | None:
    """Why ``slug`` cannot be that of a new page, in one line with the cure; None when it can."""
    if not slug:
        return say("SLUG is missing; {cure}: make page SLUG=metode/advokasi", cure=_GOOD)
    near = corrected(slug, config)
    if near != slug:
        refusal = say("“{slug}” is not a slug; {cure}, without docs/, language and .md", slug=slug, cure=_GOOD)
        return say("{refusal}; did you mean {slug}?", refusal=refusal, slug=near) if near else refusal
    excluded = (config.file(slug, locale) for locale in config.locales)
    if path := next(filter(config.excluded.match_file, excluded), None):
        return say(
            "mkdocs.yml leaves {path} out of the site (exclude_docs); choose another folder",
            path=f"{config.docs_dir}/{path}",
        )
    return None
