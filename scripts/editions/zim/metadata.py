"""The metadata of a ZIM: https://wiki.openzim.org/wiki/Metadata."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from textwrap import shorten

from scripts.render.address import HOME
from scripts.render.labels import LABELS

from ..finished_site import FinishedSite

# The longest that readers of ZIM files promise to show.
_TITLE, _DESCRIPTION, _LONG_DESCRIPTION = 30, 80, 4000


def describe(source: FinishedSite, locale: str) -> Mapping[str, str]:
    """The metadata of the ZIM in ``locale``, by name; libzim adds the Counter of media types."""
    config, labels = source.site.config, LABELS[locale]
    name = config.languages[locale].site_name
    said = {
        "Name": f"metode-peksos_{locale}_all",
        "Title": shorten(name, _TITLE, placeholder="…"),
        "Description": shorten(labels["in_short"], _DESCRIPTION, placeholder="…"),
        "LongDescription": shorten(
            str(source.page(HOME, locale).meta.get("description", "")), _LONG_DESCRIPTION, placeholder="…"
        ),
        "Language": labels["iso639_3"],
        "Creator": name,
        "Publisher": name,
        "Date": source.edition.day.isoformat(),
        "Flavour": "maxi",
        "Tags": ";".join(
            (*(LABELS[each]["subject"] for each in config.locales), "_ftindex:yes", "_pictures:yes", "_videos:no")
        ),
        "License": config.license,
        "Scraper": f"metode-pekerjaan-sosial {source.edition.number}, libzim {version('libzim')}",
        "Source": config.site_url,
    }
    return {key: value for key, value in said.items() if value}
