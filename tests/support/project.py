"""A project like ours that is built in a moment: the pages of ``tests/data/small`` with our theme and settings.

The check finds nothing in it: a test that plants a fault sees that one alone.
"""

import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.core.cache import Cache
from scripts.core.edition import Edition
from scripts.editions.finished_site import FinishedSite
from scripts.model.data_blocks import blocks_where
from scripts.model.site import Site, load_site
from scripts.render.frames.engine import run_mkdocs
from scripts.render.handed_over import VARIABLE, read_view

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "data" / "small" / "docs"
PAGES = sorted(
    file.relative_to(SMALL).as_posix() for file in SMALL.rglob("*.md") if not file.name.endswith((".en.md", "index.md"))
)
# What the settings say of pages that this project does not have.
_OTHERS = {
    r"^nav:\n(?:.+\n)+": "nav:\n  - Beranda: index.md\n  - Dasar:\n" + "".join(f"      - {page}\n" for page in PAGES),
    r"^  not_in_book: .*\n": "  not_in_book: [index, unduhan, kontribusi]\n",
    r"^  service_pages: .*\n": "  service_pages: [kontribusi, kontribusi/status]\n",
    r"^  check_families: .*\n": "  check_families: [B, D, S, H, W]\n",
    r"^  based_on: .*\n": "  based_on: buku1957\n",
    r"^  origins:\n(?:    .*\n)+": "  origins:\n    article: buku1957\n    except: [index]\n",
}


@cache
def real_site() -> Site:
    """The site of this repository: tests expect what follows from it, no numbers that were true once."""
    return load_site(ROOT, Cache(ROOT))


def lay_project(root: Path, *, linked: bool = True) -> Path:
    """Lay the project out below ``root``; its code is a link to ours, unless it shall be committed or changed."""
    shutil.copytree(SMALL, root / "docs")
    for schema in ROOT.glob("docs/_data/**/*.schema.json"):
        place = root / schema.relative_to(ROOT)
        place.parent.mkdir(exist_ok=True)
        shutil.copy(schema, place)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    if linked:
        (root / "scripts").symlink_to(ROOT / "scripts")
    else:
        shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for pattern, instead in _OTHERS.items():
        settings, count = re.subn(pattern, instead, settings, flags=re.MULTILINE)
        assert count == 1, pattern
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return root


def rendered(root: Path, folder: Path, *options: str, engine: str = "mkdocs", **variables: str) -> Path:
    """The site at ``root`` as MkDocs, or another ``engine``, renders it into ``folder``, with what editions need."""
    run = run_mkdocs(root, folder, *options, engine=engine, **{VARIABLE: str(handed_over(folder)), **variables})
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-4000:]
    return folder


def handed_over(folder: Path) -> Path:
    """The file in which a build into ``folder`` leaves what its pages are shown with."""
    return folder.with_name(f"{folder.name}.pages")


def source_of(folder: Path, site: Site, edition: Edition) -> FinishedSite:
    """What editions are made from: the ``site`` that was ``rendered`` into ``folder``."""
    return FinishedSite(folder, site, edition, read_view(handed_over(folder), site))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pages a site has in each language, and how many of them side by side in both."""

    pages: int
    side_by_side: int


def count_pages(docs: Path) -> Counts:
    """Of the site whose pages are in ``docs``, each in both languages."""
    texts = [file.read_text(encoding="utf-8") for file in docs.rglob("*.md") if not file.name.endswith(".en.md")]
    names = "|".join(blocks_where(lambda block: not block.side_by_side))
    alike = [text for text in texts if re.search(rf"^\[\[({names})\]\]$", text, re.MULTILINE)]
    return Counts(len(texts), len(texts) - len(alike))
