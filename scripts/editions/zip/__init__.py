"""The zip: the site as it opens from a disk, with a page in each language that says what it is and where to begin."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts.core.edition import SUMS
from scripts.core.templates import templates
from scripts.core.zipping import pack
from scripts.model.settings.outputs import CARDS
from scripts.render.address import public_address

from ..finished_site import FinishedSite

# A folder of its own: beside its many pages, the two that are to be read first would be lost.
_SITE = "situs"
_READMES = {"id": "BACA-SAYA.html", "en": "READ-ME.html"}
# What only a server, or a browser that comes from one, has use of.
_ONLINE = re.compile(
    r"404\.html|assets/404\.css|sitemap\.xml(\.gz)?|sw\.js|offline\.json|(.+/)?manifest\.webmanifest|" + CARDS + "/.*"
)
_TEMPLATES = templates(Path(__file__).parent / "readme")


def write_zip(source: FinishedSite, target: Path) -> None:
    """Write the zip of the whole site at ``target``. The same source gives the same bytes."""
    files = {**_readmes(source), **dict(_site_files(source))}
    # Listed last: whoever checks an interrupted copy finds no list and not one that seems to hold.
    files[SUMS] = _sums(files)
    folder = source.edition.folder_name
    pack(target, ((f"{folder}/{path}", content) for path, content in files.items()), source.edition.made)


def powershell_check(word: str) -> str:
    """A line for PowerShell that names, after ``word``, every listed file that is damaged or missing."""
    # A missing file has no hash, and so another one than is listed.
    hashed = "(Get-FileHash -LiteralPath $name -ErrorAction SilentlyContinue).Hash"
    check = f'if ({hashed} -ne $sum) {{ "{word}: $name" }}'
    return f"Get-Content {SUMS} | ForEach-Object {{ $sum, $name = $_ -split '  ', 2; {check} }}"


def _readmes(source: FinishedSite) -> Mapping[str, bytes]:
    config, page = source.site.config, source.site.page_with("editions")
    texts = {
        locale: _TEMPLATES.get_template(name).render(
            edition=source.edition,
            name=config.languages[locale].site_name,
            site=_SITE,
            address=public_address(config, page, locale) if page else "",
            powershell=powershell_check,
        )
        for locale, name in _READMES.items()
    }
    return {name: f"{texts[locale]}\n".encode() for locale, name in _READMES.items()}


def _site_files(source: FinishedSite) -> Iterator[tuple[str, bytes]]:
    paths = sorted(file.relative_to(source.folder).as_posix() for file in source.folder.rglob("*") if file.is_file())
    for path in paths:
        if not _ONLINE.fullmatch(path):
            yield f"{_SITE}/{path}", (source.folder / path).read_bytes()


def _sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()
