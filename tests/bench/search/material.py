"""Material's own search over the same pages, unpatched, to compare with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import material

from scripts.render.frames.engine import run_mkdocs

_PARTS = ("docs", "overrides", "scripts", "mkdocs.yml")
# Runs after static-i18n wrote its index (-100) and before the site's own hook replaces it (-200).
_KEEPING_HOOK = """
import shutil
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-150)
def on_post_build(config):
    shutil.copy(Path(config.site_dir, "search", "search_index.json"), Path(__file__).with_name("kept.json"))
"""


def worker() -> Path:
    """Material's worker as installed."""
    folder = Path(material.__file__).parent / "templates" / "assets" / "javascripts" / "workers"
    return next(folder.glob("search.*.min.js"))


def build(root: Path, scratch: Path, locales: list[str], default: str) -> tuple[Path, dict[str, Path]]:
    """Build the project at ``root`` below ``scratch``: the site, and by language the index that Material wrote for it.

    MkDocs writes one index for all languages; to do Material justice each language gets its own part of it.
    """
    for part in _PARTS:
        copy = shutil.copytree if (root / part).is_dir() else shutil.copy
        copy(root / part, scratch / part)
    hooks, own = "hooks: [scripts/hooks.py", (scratch / "mkdocs.yml").read_text(encoding="utf-8")
    (scratch / "mkdocs.yml").write_text(own.replace(hooks, f"{hooks}, keep.py"), encoding="utf-8")
    (scratch / "keep.py").write_text(_KEEPING_HOOK, encoding="utf-8")
    done = run_mkdocs(scratch, scratch / "site", "--strict")
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)
    index = json.loads((scratch / "kept.json").read_text(encoding="utf-8"))
    folders = {locale: "" if locale == default else f"{locale}/" for locale in locales}
    indexes = {}
    for locale, folder in folders.items():
        others = tuple(other for other in folders.values() if other and other != folder)
        docs = [
            {**doc, "location": doc["location"].removeprefix(folder)}
            for doc in index["docs"]
            if doc["location"].startswith(folder) and not (folder == "" and doc["location"].startswith(others))
        ]
        indexes[locale] = scratch / f"material-{locale}.json"
        indexes[locale].write_text(json.dumps({**index, "docs": docs}), encoding="utf-8")
    return scratch / "site", indexes
