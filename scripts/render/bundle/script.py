"""Material's script without parts that no page asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..frames.ties import not_found

# How Material's minifier begins a library of its own: var ro=Cr((e,t)=>{
_LIBRARY = r"=\w+\(\(\w+,\w+\)=>\{"
# Each part by its name, what stands in its place, and what a page says that needs it.
_PARTS = (
    (
        "the sheet for diagrams by Mermaid",
        re.compile(r'"[^"\n]*--md-mermaid-[^"\n]*"'),
        '""',
        re.compile(r'class="[^"]*\bmermaid\b'),
    ),
    # clipboard.js, for buttons at code; the address of a search is copied without it (assets/search/start.js).
    (
        "clipboard.js",
        re.compile(_LIBRARY + r"/\*!\s+\* clipboard\.js.*?\.default\}\)\}\);", re.DOTALL),
        "=()=>({isSupported:()=>!1});",
        re.compile(r'"content\.code\.copy"|class="[^"]*\bcopy\b|data-clipboard-target'),
    ),
    # A class in the place of :focus-visible, which our sheets ask for itself (styles.py).
    (
        "focus-visible",
        re.compile(rf'{_LIBRARY}\(function\(e,t\){{(?:(?!{_LIBRARY}).)*?"focus-visible".*?}}\)\)}}\);', re.DOTALL),
        "=()=>{};",
        None,
    ),
    # A map that is not published.
    ("sourceMappingURL", re.compile(r"//# sourceMappingURL=\S+\s*$"), "", None),
)


def without_idle(script: str, pages: Sequence[str]) -> str:
    """Material's ``script`` for a site of these ``pages`` (as HTML). Raises ThemeError when it lacks an idle part."""
    for name, part, instead, asked in _PARTS:
        if asked and any(map(asked.search, pages)):
            continue
        # No backslash of it is a sign to re.
        script, count = part.subn(instead.replace("\\", r"\\"), script)
        if not count:
            raise not_found(name, "scripts/render/bundle/script.py")
    return script
