"""Style sheets as one, without the rules that no page of a site needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import lightningcss

_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# What a page does or shows with text inside it; data for other programs does neither.
_INSIDE = re.compile(r"<(script|style)\b(?![^>]*json)[^>]*>(.*?)</\1>", re.DOTALL)
_WORD = re.compile(r"-*[A-Za-z_][\w-]*")
# Attributes whose words are for people, or addresses.
_PROSE = frozenset({"alt", "aria-label", "content", "href", "placeholder", "src", "title"})
# What Material's script makes only where a site asks for it: how the names begin, and what the pages say that ask.
_ON_DEMAND = {
    "md-annotation": re.compile(r'"content\.code\.annotate"|class="[^"]*\bannotate\b'),
    "md-code__": re.compile(r'"content\.code\.'),
    "md-source": re.compile(r'class="[^"]*\bmd-source\b'),
    "md-tag": re.compile(r'class="[^"]*\bmd-tag\b'),
    "md-tooltip": re.compile(r'"content\.(tooltips|footnote\.tooltips|code\.annotate)"|class="[^"]*\bannotate\b'),
    "md-version": re.compile(r'"provider":'),
    "tabbed-": re.compile(r'class="[^"]*\btabbed-set\b'),
    "--md-mermaid": re.compile(r'class="[^"]*\bmermaid\b'),
}
_NAME = re.compile(r"[.#]([A-Za-z_-][\w-]*)")
_VALUE = re.compile(r"""\[([\w-]+)=(["']?)([\w-]+)\2\]""")
_DEFINED = re.compile(r"[{;](--[\w-]+):")
_USED = re.compile(r"var\((--[\w-]+)")
_SCHEME = re.compile(r"(?<![\w-])color-scheme(?=\s*:)")
# What lightningcss 0.3.2 makes of a variable that has its prefixed declaration already: the same declaration twice.
# Nor has any of these browsers a name of its own for the colour of a line.
_TWICE = re.compile(r"""(?<=[{;])(?:([\w-]+:[^;{}"']+);(?=\1[;}])|-webkit-text-decoration-color:[^;{}]+;)""")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
# The oldest browsers that sheets are written for, of early 2021. Told of none, lightningcss writes for the newest
# alone: media queries such as (width<=44em), which Chrome knows since 104 and Safari since 16.4, and no prefixes.
_BROWSERS = ["chrome 88", "firefox 85", "ios_saf 14.5", "safari 14.1"]
# A class that no page has, so that rules for values that no page has go with the others.
_NOWHERE = "nowhere-on-this-site"


@dataclass(frozen=True, slots=True)
class UsedNames:
    """What style sheets are for: the classes, ids and variables of a site, its attributes with their values, and
    whatever words its scripts may put into either.
    """

    names: frozenset[str]
    values: frozenset[tuple[str, str]]
    scripts: frozenset[str]


def essence(html: str) -> str:
    """What of a page counts for ``used_names`` and for Material's script: its attributes and inner scripts, each
    once.
    """
    attributes = {
        f'{name}="{value}"'
        for name, *values in set(_ATTRIBUTE.findall(html))
        if name not in _PROSE and '"' not in (value := "".join(values))
    }
    inner = {match[0] for match in _INSIDE.finditer(html)}
    return "\n".join(sorted(attributes | inner))


def used_names(pages: Iterable[str], scripts: Iterable[str]) -> UsedNames:
    """What the ``pages`` (as HTML) and the ``scripts`` they load need of style sheets."""
    pages = list(pages)
    values = {(name.lower(), "".join(said)) for page in pages for name, *said in _ATTRIBUTE.findall(page)}
    names = _words(value for attribute, value in values if attribute not in _PROSE)
    texts = [match[2] for page in pages for match in _INSIDE.finditer(page)]
    idle = tuple(start for start, asks in _ON_DEMAND.items() if not any(map(asks.search, pages)))
    made = {word for word in _words([*scripts, *texts]) if not word.startswith(idle)}
    return UsedNames(names, frozenset(values), frozenset(made))


def bundle(sheets: Sequence[str], needed: UsedNames) -> str:
    """The sheets as one, small, without rules for names and values that nothing needs and without idle variables."""
    known = needed.names | needed.scripts

    def selector(match: re.Match[str]) -> str:
        attribute, value = match[1], match[3]
        # Scripts ask in which direction a page is written, and never change it.
        scripted = attribute != "dir" and value in needed.scripts
        return match[0] if scripted or (attribute, value) in needed.values else f".{_NOWHERE}"

    style = _VALUE.sub(selector, _SOURCE_MAP.sub("", "\n".join(sheets)))
    # Browsers that do not know it skip the rule, and mark the focus as they always do.
    style = style.replace(".focus-visible", ":focus-visible")
    unused = frozenset(_NAME.findall(style)) - known
    while True:
        style = lightningcss.process_stylesheet(style, unused_symbols=set(unused))
        # Whatever used a variable may have gone with the last pass.
        unused = frozenset(_DEFINED.findall(style)) - frozenset(_USED.findall(style)) - known
        if not unused:
            return minify_css(style)


def minify_css(style: str) -> str:
    """The sheet in few bytes, in words that browsers of the last years understand."""
    # Under its own name this property would bring variables for light-dark(), which no sheet uses.
    style = lightningcss.process_stylesheet(_SCHEME.sub("own-scheme", style), browsers_list=_BROWSERS)
    return _TWICE.sub("", style.replace("own-scheme:", "color-scheme:"))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text))
