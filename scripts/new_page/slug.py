"""The slug of a new page: where the page will stand below the docs folder, without language and without ``.md``."""

from __future__ import annotations

import re
import unicodedata

from scripts.model.config import Config

_GOOD = "write lower-case letters, digits, hyphens and / between folder and page, as in metode/advokasi"


def mended(slug: str, config: Config) -> str:
    """The well-formed slug nearest to ``slug``; a good slug comes back as it is, "" when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode().lower()
    locales = [re.escape(locale.lower()) for locale in config.locales]
    plain = re.sub(rf"(\.(md|{'|'.join(locales)}))+$", "", plain.replace("\\", "/").strip(" /"))
    segments = [re.sub(r"[^a-z0-9]+", "-", segment).strip("-") for segment in plain.split("/")]
    path = "/".join(segment for segment in segments if segment)
    # The site keeps other languages in folders of these names, and people copy paths that begin with docs/.
    return re.sub(rf"^(({'|'.join([re.escape(config.docs_dir.lower()), *locales])})/)+", "", path)


def fault(slug: str, config: Config) -> str | None:
    """Why ``slug`` cannot be that of a new page, in one line with the cure; None when it can."""
    if not slug:
        return f"SLUG is missing; {_GOOD}: make page SLUG=metode/advokasi"
    near = mended(slug, config)
    if near != slug:
        meant = f"; did you mean {near}?" if near else ""
        return f"{slug!r} is not a slug; {_GOOD}, without docs/, language and .md{meant}"
    excluded = (config.file(slug, locale) for locale in config.locales)
    if path := next(filter(config.excluded.match_file, excluded), None):
        return f"mkdocs.yml leaves {config.docs_dir}/{path} out of the site (exclude_docs); choose another folder"
    return None
