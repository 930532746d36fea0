"""What W09 looks for: signs of Markdown and of other tools, each with the cure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html.entities import html5

from rapidfuzz import fuzz, process

from scripts.core.message import Message, say
from scripts.model.markdown.markup import HIDDEN

from .literals import may_match

# What begins a line before its text: indentation, quotations, the signs of lists.
_LINE = r"^(?:[ \t>]|[-*+][ \t]|\d+\.[ \t])*"


@dataclass(frozen=True)
class SignKind:
    """A kind of sign: how it is written, and the cure. ``filled`` signs mean something where a plugin fills them in.

    ``written`` finds it in the source, ``shown`` in the text of the page, each in the group ``sign``.
    """

    written: re.Pattern[str]
    shown: re.Pattern[str]
    hint: Message | Callable[[str], Message | None]
    filled: bool = False

    @cached_property
    def may_be_written(self) -> Callable[[str], bool]:
        """Whether a source has all without which it cannot hold such a sign. Most lack it for most kinds."""
        return may_match(self.written)

    @cached_property
    def may_be_shown(self) -> Callable[[str], bool]:
        """Whether the text of a page has all without which it cannot show such a sign: even more lack that."""
        return may_match(self.shown)

    def cure(self, sign: str) -> Message | None:
        """What to do about this sign; None when it is none after all."""
        return self.hint(sign) if callable(self.hint) else self.hint


def _anywhere(pattern: str, hint: Message | Callable[[str], Message | None], filled: bool = False) -> SignKind:
    compiled = re.compile(rf"(?P<sign>(?<!\\){pattern})", re.M)
    return SignKind(compiled, compiled, hint, filled)


def _at_line(pattern: str, hint: Message | Callable[[str], Message | None], filled: bool = False) -> SignKind:
    # A page is searched for it as its text stands there: perhaps in a quotation, perhaps in a list.
    written, shown = (re.compile(rf"{before}(?P<sign>{pattern})", re.M) for before in (_LINE, r"^[ \t]*"))
    return SignKind(written, shown, hint, filled)


def _around(mark: str, inside: str, hint: Message) -> SignKind:
    """The same mark before and after words, no blank inside it and no letter outside."""
    sign = re.escape(mark)
    edge = rf"[\w{re.escape(mark[0])}]"
    return _anywhere(rf"(?<!{edge}){sign}(?=[^\s{sign[:2]}])(?:{inside})+?(?<=\S){sign}(?!{edge})", hint)


def _next(pattern: str, before: str, hint: Message) -> SignKind:
    """A line that stands right below a line ``before``."""
    written = re.compile(rf"^(?P<edge>[ \t>]*){before}[^\n]*\n(?P=edge)(?P<sign>{pattern})", re.M)
    return SignKind(written, re.compile(rf"^[ \t]*(?P<sign>{pattern})", re.M), hint)


_ENTITIES = frozenset(name.removesuffix(";") for name in html5)
_OLD = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
_COMMON = ("nbsp", "amp", "lt", "gt", "quot", "copy", "hellip", "ndash", "mdash", "shy", "times", "deg", "laquo")


def _entity(sign: str) -> Message | None:
    name = sign.strip("&;")
    if name in _ENTITIES and sign.endswith(";"):
        return None
    if name in _ENTITIES or name.startswith("#"):
        return say("write &{name}; with the semicolon, or the sign itself", name=name)
    near = process.extractOne(name, _COMMON, scorer=fuzz.ratio, score_cutoff=70)
    if near:
        return say("did you mean &{name};?", name=near[0])
    # “Simon&Schuster;” is a name, and no slip of the pen.
    return None if sign[1].isupper() else say("HTML has no sign of this name; write the sign itself")


_ADDRESS = (
    r"(?:https?://|mailto:|\.{0,2}/|#)[^()（）\s]*"
    r"|[^()（）\s]+\.(?:md|html?|pdf|png|jpe?g|svg|webp|gif|csv|zip)(?:#[^()（）\s]*)?"
)
_BRACKETED = r"\[[^\[\]\n]+\]"
_SMALL = say("write it in HTML: <sup>…</sup> for what stands above the line, <sub>…</sub> for what stands below")
BOX = say('write !!! note "Title" or === "Title", the title in straight quotes, its text below indented by four')
_FORMULA = say("write the formula in plain signs, with <sup> and <sub> in HTML")
_LINK = say("write [text](page.md): no blank between the brackets, and both pairs closed")
_TEMPLATE = say("write the text itself; nothing is filled in or taken in from other files here")
_PLAIN = say("it means something to another program: say it in this site's Markdown, or leave it out")
_MEANING = say("write a colon, three blanks and the meaning below the term")
_STRUCK = say("leave the words out, or write <s>…</s> in HTML")
_STARS = say("write **…** for strong words and *…* for emphasis")
_HEADING = say("write ## and a blank before a heading")
_CHANGE = say("accept the change or refuse it; a page shows only the text that holds")
_EMPHASIS = say("close the emphasis with the same signs, without a blank before them, or write \\* for an asterisk")
_BRACES = say("put the braces right behind a heading, link, picture or *emphasised words*, or leave them out")
_BLANK = say("put a blank behind the sign of a list")
_BULLETS = say("begin each point with - and a blank; as they stand, the points run together in one paragraph")
_LETTERS = say("number a list with 1. and 2., or begin its points with -; as they stand, they run into one paragraph")
_COMMAND = say("it is LaTeX: write it in Markdown, sources as [@key] and footnotes as [^name]")
# The line does not end with what breaks it.
_RUN_ON = r"(?<! {2})(?<!\\)(?<!<br>)\n[ \t>]*"
# Suffixes of Indonesian, which begin a line where a sentence about them is broken.
_SUFFIX = r"(?:kan|an|i|nya|lah|kah|tah|pun|ku|mu|isme|wan|wati)\b"
# A few words behind an asterisk, up to the next sign: they tell one asterisk from another.
_FOLLOWING = rf"(?:[^\n*\[\]`<&{{\\{HIDDEN}\s]| (?! )){{1,30}}"

_TOC = "[tT][oO][cC]"

# In this order: of two that overlap, the first is told.
KINDS = (
    _anywhere(r"\{(?:\+\+|--|==|>>|~~)[^{}\n]+(?:\+\+|--|==|<<|~~)\}", _CHANGE),
    _anywhere(r"\{\{[<%]?[ \t]*[#/>]?[A-Za-z_][^{}\n]*\}\}", _TEMPLATE, filled=True),
    _anywhere(r"\{%[^{}\n]+%\}", _TEMPLATE, filled=True),
    _anywhere(r"\{![ \t]*\S[^{}\n]*!\}", _TEMPLATE, filled=True),
    _anywhere(r"\{#[ \t][^{}\n]*#\}", _TEMPLATE, filled=True),
    _anywhere(r"<%[^<>\n]+%>|\$\{[A-Za-z_][\w.]*\}", _TEMPLATE, filled=True),
    _anywhere(r"\{[#.][A-Za-z][\w-]*(?=[ \t¶]*$)", say("close the braces behind the id or the class")),
    _anywhere(r"\{/\*[^{}\n]*\*/\}", _PLAIN),
    _at_line(r"-{1,3}8<-{1,3}[^\n]*", _TEMPLATE, filled=True),
    _at_line(r":{3,}[ \t]*\{?[\w.#][^\n]*", BOX, filled=True),
    _at_line(r"/{3,}[ \t]+[a-z][\w-]*[ \t|]*[^\n]*", BOX),
    _at_line(r"(?:!!!|\?\?\?\+?)[ \t]*[\w\"'“‘][^\n]*", BOX),
    _at_line(r"(?:!{2}|\?{2}|!{4,}|\?{4,})\+?[ \t]*[a-z][\w-]*[ \t]+\"[^\"\n]*\"$", BOX),
    _at_line(r"===[+!]*(?:[ \t]+[\w\"'“‘]|[\"“])(?:[^\n=]|=(?!=))*$", BOX),
    _at_line(r"\[![A-Za-z]+\][+-]?", BOX),
    _at_line(r"\[[ xX]?\](?=\s)", say("write it as a plain list; there are no boxes to tick here")),
    _at_line(r"\*\[[^\[\]\n]+\]:?(?=[ \t])", say("write *[PBB]: with a colon, and what the letters stand for")),
    _at_line(r"\.\. +(?:[\w-]+::|_[\w -]+:)[^\n]*", _PLAIN),
    _at_line(r"={2,6}[ \t]+\S[^\n]*", _HEADING),
    _at_line(r"h[1-6]\.[ \t]+\S[^\n]*", _HEADING),
    _at_line(r"#+[ \t]+\S[^\n]*", say("a heading has at most six of these signs; with seven, one is shown")),
    _at_line(r"\+{3}\n(?:[^\n]+\n)*?\+{3}$", say("write the front matter in YAML, between two lines of ---")),
    _at_line(r"import [\w*{][^\n]* from [\"'][^\n]+", _PLAIN),
    _at_line(r"(?::(?![\w+-]+:)|;[ \t])(?=[^\W\d_])[^\n]*", _MEANING),
    _at_line(r"~[ \t]+(?=[^\W\d_])[^\n]*", _MEANING),
    _at_line(
        r"(?:[-*+]|\d+[.)])[\u00a0\u2002-\u200a\u202f\u3000](?=\S)",
        say("put an ordinary blank behind the sign; the one that stands there looks alike and is another character"),
    ),
    _at_line(r"1\)[ \t]+\S[^\n]*(?=\n[ \t>]*2\)[ \t])", say("number a list with full stops: 1. and 2.")),
    _at_line(r"-[^\W\d_][^\n]*(?=\n[ \t>]*-[^\W\d_])", _BLANK),
    _next(rf"-(?!{_SUFFIX})[^\W\d_][^\n]*", "-[ ]", _BLANK),
    _next(r"\d+\.[^\W\d_][^\n]*", r"\d+\.[ ]", say("put a blank behind the number of a list")),
    _at_line(r"(?P<bullet>[•◦▪‣●○■])[^\n]*(?:\n[ \t>\n]*(?P=bullet)[^\n]*)+", _BULLETS),
    _at_line(rf"–[ \t]*\w[^\n]*{_RUN_ON}–[ \t]*\w[^\n]*", _BULLETS),
    _at_line(rf"[aA](?P<mark>[.)])[ \t]+\S[^\n]*{_RUN_ON}[bB](?P=mark)[ \t]+\S[^\n]*", _LETTERS),
    _at_line(r"1\.[^\W\d_][^\n]*(?=\n[ \t>]*2\.[^\W\d_])", say("put a blank behind the number of a list")),
    _at_line(r"\\[a-z]{4,}$", _PLAIN),
    _at_line(
        r"\+(?:[-=]{2,}\+)+(?:\n[ \t>]*[+|][^\n]*)*|\{\|[^{}\n]*$",
        say("write the table with | between its columns and a row of --- below the first"),
    ),
    _anywhere(r"(?<!\w)(?:include|image|video|xref|link|ifdef)::?[^\s\[\]:][^\s\[\]]*\[[^\[\]\n]*\](?!\()", _PLAIN),
    _anywhere(r"\^\[[^\[\]\n]+\]", say("write [^name] here, and [^name]: with the text of the footnote below")),
    _anywhere(r"\[\^[^\[\]\n]*[ \t][^\[\]\n]*\]:?", say("write the name of a footnote without blanks")),
    _anywhere(r"\[\^[^\[\]\s]+\]:?", say("this site has no footnotes of this kind; say it in the text")),
    _anywhere(r"!?\[\[(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]+\]\]", say("write a link as [text](page.md)")),
    _anywhere(r"\[(b|i|u|s|url|img|quote|code|list|size|color|center)(?:=[^\[\]\n]*)?\][^\n]{0,300}?\[/\2\]", _PLAIN),
    _anywhere(rf"!?{_BRACKETED}\(\S[^()\n]*\)?", _LINK),
    _anywhere(rf"{_BRACKETED}\]+\((?:{_ADDRESS})\)", _LINK),
    _anywhere(rf"{_BRACKETED}(?:[ \t]+|\n)\((?:{_ADDRESS})\)", _LINK),
    _anywhere(rf"(?:{_BRACKETED}（|[［【][^\[\]［］【】\n]+[］】][(（])(?:{_ADDRESS})[)）]", _LINK),
    _anywhere(
        r"\{(?::?[ \t]*(?:[.#][^\W\d_][\w-]*|[a-z][\w-]*=[^\s{}]+)[^{}\n]*|::[^{}\n]+|:[ \t]*[a-z]\w*)\}(?!\})",
        _BRACES,
    ),
    _anywhere(r"\{(?:code|info|note|tip|warning|panel|noformat|toc)(?::[^{}\n]*)?\}", _PLAIN),
    _anywhere(r"\$\$(?=[^$\s]|\n[ \t]*\S)[^$]{1,500}\$\$", _FORMULA),
    _anywhere(
        r"(?<![\w$])\$(?=[^\s$][^$\n]{0,200}\$(?![\w$]))"
        r"(?:[^\W\d_]|[^$\n]*?[\w)}\]][ ]?[-+*/=<>^_\\][ ]?[\w({\\][^$\n]*?|\\[^$\n]+?)"
        r"(?<=[^\s$])\$(?![\w$])",
        _FORMULA,
    ),
    _anywhere(
        r"\\(?:\w*cite\w*|footnote\w*|text\w+|emph|(?:sub)*section|chapter|paragraph|begin|end|label|ref|href|url|item)"
        r"\*?\{[^{}\n]*\}",
        _COMMAND,
    ),
    _anywhere(r"\\[A-Za-z]+\{[^{}\n]*\}", _FORMULA),
    _around("~~", r"[^~\n]|\n(?!\s)|~(?!~)", _STRUCK),
    _around("==", r"[^=\n]|\n(?!\s)|=(?!=)", say("write <mark>…</mark> in HTML, or *…* for emphasis")),
    _around("||", r"[^|\n]|\|(?!\|)", say('leave the bars out; nothing can be hidden here but in ??? "Title"')),
    _around("++", r"[^+\n]|\+(?!\+)", say("write <kbd>…</kbd> in HTML for keys, <ins>…</ins> for what was added")),
    _around("^^", r"[^^\n]", say("write <ins>…</ins> in HTML")),
    _anywhere(r"(?<![\w%])%%[^%\n]+%%(?![\w%])", say("write a remark that readers shall not see as <!-- … -->")),
    _around("'''", r"[^'\n]|'(?!')", _STARS),
    _around("''", r"[^'\n]|'(?!')", _STARS),
    _anywhere(rf"``[^`\n{HIDDEN}]+?''", say("write the quotation marks themselves: “…”")),
    _anywhere(r">?!(?=[^\s!])[^\n!]+!<", say('leave the signs out; nothing can be hidden here but in ??? "Title"')),
    _anywhere(r"(?<=[^\W_])~(?![-\d.,]+~)[^\s~]{1,30}~(?![~\w]{0,30}~)", _SMALL),
    _anywhere(r"(?<=[^\W\d_])~\d{1,3}~", _SMALL),
    _anywhere(r"(?<=\w)\^[^\s^]{1,30}\^", _SMALL),
    _anywhere(r"(?<![\w~/\\])~(?=[^\s~\d/])[^~\n]+?(?<=\S)~(?![\w~])", _STRUCK),
    _anywhere(rf":[a-z][\w:-]*:(?={HIDDEN})|(?<={HIDDEN})__?(?![\w_{HIDDEN}])", _PLAIN),
    _anywhere(
        r":(?<![\w:/\\]:)(?:[A-Za-z][\w+-]*|[+-]1|100|1234):(?![\w:/])",
        say("write the sign itself, or a word"),
    ),
    _anywhere(
        rf"\[(?:{_TOC}|_{_TOC}_)\]|\$\{{{_TOC}\}}",
        say("leave it out; every page has a table of contents of its own"),
    ),
    _anywhere(r"&[A-Za-z][A-Za-z0-9]*;", _entity),
    _anywhere(rf"&(?:{_OLD})(?![A-Za-z0-9;=])|&(?:#\d+(?![\d;])|#[xX][0-9a-fA-F]+(?![0-9a-fA-F;]))", _entity),
    _anywhere(
        # A blank before the closing signs is what rumdl tells (MD037).
        rf"(?<![\w*/])(?!\*+[^*\n]{{1,200}}[ ]\*)\*{{1,3}}(?=[^\W\d_]){_FOLLOWING}",
        _EMPHASIS,
    ),
    _anywhere(r"(?<![\w_/.\\])__(?=[^\W\d_])[^\s_*`]+(?!\w)", _EMPHASIS),
    SignKind(
        # A blank behind the opening signs is what rumdl tells too.
        re.compile(r"(?<!\*)(\*{2,3})[ ][^*\n]+\1|(?<!\\)(?<=[^\W\d_])(?P<sign>\*{2,3}(?![\w*]|[ \t]*\|))"),
        re.compile(r"(?<=[^\W\d_])(?P<sign>\*{2,3}(?![\w*]))"),
        _EMPHASIS,
    ),
    _anywhere(r"(?<!`)`{1,2}(?=\w)[^\s`]+", say("close the code with as many backticks as open it")),
    _anywhere(r"(?<=\S)(?<!:)\\$(?=\n[ \t]*\S)", say("end the line with <br> where it shall break")),
)

# What Markdown makes something of, but not within a block of HTML.
RAW = re.compile(
    r"(?P<sign>(?<!\\)(?:\*\*(?=\S)[^*\n]+\*\*|(?<![\w*])\*(?=[^\s*])[^*\n]+(?<=[^\s*])\*(?![\w*])"
    r"|(?<!\w)__?(?=[^\s_])[^_\n]+(?<=[^\s_])__?(?!\w)|!?\[[^\[\]\n]+\]\([^()\n]+\)"
    r"|`[^`\n]+`)|^[ \t]*(?:#{1,6}[ \t]+\S|[-*+][ \t]+\S|\d+\.[ \t]+\S|>[ \t]+\S)[^\n]*)",
    re.M,
)
