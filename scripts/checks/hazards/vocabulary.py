"""Classes, ids, roles and the like that a page may have: what pages may say, and what our renderer adds to it.

All else is kept for scripts and sheets. Material finds its elements by ``data-md-*``, ``data-tabs``, ``data-preview``,
``data-clipboard-*``, by ids that begin with two underscores, by ``class="mermaid"``, ``annotate``, ``tabbed-labels``,
``md-*`` and, outside of code, ``hll``, by ``rel="alternate"``; our own scripts find theirs by the classes of
``RENDERER``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scripts.model.markdown.box_syntax import ENGLISH_KINDS, TITLES
from scripts.model.markdown.origin_marks import MARKS
from scripts.model.origins import KEY


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Material has "cite" as a word for "quote", which here is the box on how to cite a page.
_NO_BOX = {"cite"}
BOXES = ENGLISH_KINDS - _NO_BOX
# Which side of the text a box stands on.
SIDES = frozenset({"inline", "end"})
# What Python-Markdown and pymdownx make.
_MADE = _words(
    "admonition admonition-title footnote footnote-ref footnote-backref highlight codehilite highlighttable linenos"
    " linenodiv normal filename code toc"
)
# What our own sheets offer to those who write.
OFFERED = frozenset({"no-gloss", "cards", "web-only", KEY} | MARKS)

# WAI-ARIA 1.2 and DPUB-ARIA 1.1: what a passage is. Not what can be operated or is read out when it changes.
ROLES = _words(
    "article blockquote caption cell code columnheader definition deletion emphasis figure group heading img insertion"
    " list listitem math none note paragraph presentation region row rowgroup rowheader separator strong subscript"
    " superscript table term time"
)
_DOC_ROLE = re.compile(r"doc-[a-z]+")
ARIA = _words(
    "aria-colcount aria-colindex aria-colspan aria-controls aria-current aria-describedby aria-details aria-hidden"
    " aria-label aria-labelledby aria-level aria-owns aria-roledescription aria-rowcount aria-rowindex"
    " aria-rowspan"
)
# Those that name other elements of the page.
REFERRING = _words(
    "aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage aria-flowto aria-labelledby"
    " aria-owns"
)
RELATIONS = _words("author bookmark external help license me nofollow noopener noreferrer sponsored tag ugc")

# Ids by which Material or one of our scripts finds something or that stand for a variable of a script.
KEPT_ID = re.compile(
    r"__.*|gloss-.*|md-.*|isi-halaman|searchIndex|searchWorker|IFrameWorker|iframeWorker"
    r"|(?:document|location|target|keyboard|viewport|tablet|screen|print|alert|progress|component)\$"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may stand in an article beside tags and attributes of the sanitiser; ``attributes`` are by tag."""

    classes: frozenset[str]
    roles: frozenset[str] = ROLES
    relations: frozenset[str] = RELATIONS
    data: frozenset[str] = frozenset()
    attributes: dict[str, frozenset[str]] = field(default_factory=dict)
    finished: bool = False

    def has_role(self, role: str) -> bool:
        """Whether something may have this role."""
        return role in self.roles or bool(_DOC_ROLE.fullmatch(role))

    def has_id(self, name: str) -> bool:
        """Whether something may be called so."""
        if re.search(r"[\s\"'<>]", name):
            return False
        return not KEPT_ID.fullmatch(name) or (self.finished and not name.startswith(("__", "md-")))


_KINDS = frozenset().union(*TITLES.values()) - _NO_BOX
CONTENT = Vocabulary(_KINDS | SIDES | _MADE | OFFERED)

_SHAPE = "class fill stroke stroke-width stroke-dasharray transform"
_DRAWN = {
    "svg": f"{_SHAPE} viewbox viewBox display focusable font-size font-family stroke-linejoin stroke-linecap xmlns",
    "title": "",
    "desc": "",
    "g": _SHAPE,
    "rect": f"{_SHAPE} x y width height rx",
    "circle": f"{_SHAPE} cx cy r",
    "path": f"{_SHAPE} d",
    "text": f"{_SHAPE} x y font-size font-weight text-anchor",
    "tspan": f"{_SHAPE} x y dy",
}
_OPERATED = {
    "button": "type hidden aria-pressed aria-expanded",
    "select": "autocomplete",
    "fieldset": "",
    "legend": "",
    "optgroup": "label",
    "option": "value",
    "input": "type placeholder autocomplete autocapitalize readonly spellcheck",
    "div": "hidden",
    "th": "hidden",
    "td": "hidden",
    "a": "download",
}
_DATA = (
    "again back bank copied count cut done due entry failed flip forget locale merged next none origin other restart"
    " right room score search-exclude slug term terms word wrong"
)
# What the templates in render/article/templates, overrides and diagrams/templates put into an article.
RENDERER = Vocabulary(
    CONTENT.classes
    | _words(
        "as-cited at card card-back card-flip card-front citation cite cite-print cited-on clay clay-line clay-solid"
        " deck deck-again deck-all deck-answers deck-choices deck-carry deck-due deck-foot deck-forget deck-known"
        " deck-list deck-merge deck-record deck-said deck-shuffle deck-voice definition diagram diagram--two downloads"
        " due editions entry equivalent"
        " exam facts filter flashcards forms gloss gloss-notes hero hero__lead improve key-of letter letters lines long"
        " mark more on option origin-switch origins paper plum plum-line plum-solid points progress question quiz"
        " quizzes reference references right rule sand sand-line secondary side-by-side slot soft sources statements"
        " states status teal teal-line teal-solid term totals untranslated verified why wide"
    ),
    ROLES | {"status"},
    RELATIONS | {"edit"},
    frozenset(f"data-{name}" for name in _words(_DATA)),
    {tag: _words(names) for tag, names in (_DRAWN | _OPERATED).items()},
    finished=True,
)
