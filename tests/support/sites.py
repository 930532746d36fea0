"""The real site, built as tests want it: ``python -m tests.support.sites FOLDER`` builds it in every way.

Tests on this machine or others then take it from there, where ``BUILT_SITES`` names the folder.
"""

import sys
from pathlib import Path

from tests.support.project import ROOT, rendered

ADDRESS = "https://example.org/peksos/"
# What each is told: the site from a disk, for the web, and as editions are made from it, without editions in it.
WAYS = {
    "built": {},
    "published": {
        "SITE_URL": ADDRESS,
        "EDIT_URL": "https://example.org/o/r/edit/main/docs",
        "SOURCE_DATE_EPOCH": "1700000000",
    },
    "source": {"SITE_URL": ADDRESS, "SOURCE_DATE_EPOCH": "1700000000", "EDITIONS": ""},
}


def build(name: str, folder: Path) -> Path:
    """The site of that name below ``folder``, built if it is not there; half a site is never there."""
    site, unfinished = folder / name / "site", folder / f"{name}-unfinished" / "site"
    if not site.is_dir():
        rendered(ROOT, unfinished, "--strict", **WAYS[name])
        unfinished.parent.rename(site.parent)
    return site


if __name__ == "__main__":
    for way in WAYS:
        build(way, Path(sys.argv[1]).resolve())
