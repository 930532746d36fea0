"""Citations and glosses in the HTML of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import A

from scripts.core.matcher import Match, Matcher, longest
from scripts.model.anchors import meaning
from scripts.model.exempt_passages import is_exemption
from scripts.model.glossary import Term
from scripts.model.markdown.box_syntax import name_boxes
from scripts.model.markdown.markup import HEADINGS, Block, Text, blocks, parse_html, texts, to_html
from scripts.model.page import Page
from scripts.model.site import Site

from ..address import page_address
from ..labels import LABELS
from .bibliography import Bibliography
from .figures import with_figures
from .shown_origins import mark_origins


def page_html(site: Site, page: Page, bibliography: Bibliography | None, html: str) -> str:
    """The article HTML of ``page`` with author-year links for citations, glosses and figures."""
    return finished_html(site, page, bibliography, parse_html(html))


def finished_html(site: Site, page: Page, bibliography: Bibliography | None, tree: HtmlElement) -> str:
    """The same from its tree, which is changed."""
    _drop_exemptions(tree)
    name_boxes(tree, page.locale)
    mark_origins(site, page, tree)
    if bibliography:
        _link_citations(site, page, bibliography, tree)
    _anchor_notes(tree)
    _name_permalinks(page, tree)
    _name_ways_back(page, tree)
    used = _gloss(site, page, tree)
    return with_figures(site, page, bibliography, to_html(tree)) + _notes(page, used, bibliography)


def _drop_exemptions(tree: HtmlElement) -> None:
    """Take out the comments that exempt a passage from a rule, and the paragraph that held nothing else."""
    for comment in list(tree.iter(lxml.etree.Comment)):
        if is_exemption(f"<!--{comment.text}-->"):
            holder = comment.getparent()
            comment.drop_tree()
            if holder.tag == "p" and not len(holder) and not (holder.text or "").strip():
                holder.drop_tree()


def _link_citations(site: Site, page: Page, bibliography: Bibliography, tree: HtmlElement) -> None:
    shelf = site.page_with("references")
    for cluster in tree.xpath('.//span[@class="citation"]'):
        parts, cites = [], list(cluster.iter("cite"))
        # Teaching material is never named first; but “see” before a work is said of those that follow it, too.
        if not any(cite.get("data-before") for cite in cites):
            cites.sort(key=lambda cite: bibliography.group(cite.get("data-key")) == "teaching")
        for cite in cites:
            key = cite.get("data-key")
            text = bibliography.citation(key, cite.get("data-locator", ""), author=not cite.get("data-author"))
            address = shelf and escape(page_address(shelf, page.slug, key))
            before, after = (_emphasised(cite.get(name, "")) for name in ("data-before", "data-after"))
            if not text:  # a law that the sentence names itself: the article alone
                text, after = after.lstrip(" ,") or bibliography.citation(key), ""
            linked = f'<a href="{address}">{text}</a>' if shelf else text
            parts.append(f"{before} {linked}{after}".strip())
        linked = lxml.html.fragment_fromstring(f'<span class="citation">({"; ".join(parts)})</span>')
        linked.tail = cluster.tail
        cluster.getparent().replace(cluster, linked)


def _emphasised(text: str) -> str:
    """The words around a work as HTML; they may have emphasis as in Markdown."""
    strong = re.sub(r"([*_])\1(?=\S)([^*_]+)(?<=\S)\1\1", r"<strong>\2</strong>", escape(text))
    return re.sub(r"([*_])(?=\S)([^*_]+)(?<=\S)\1", r"<em>\2</em>", strong)


def _name_permalinks(page: Page, tree: HtmlElement) -> None:
    """Say what the sign beside a heading is for; MkDocs knows one text for all languages."""
    for link in tree.iter("a"):
        if link.get("class") == "headerlink":
            link.set("title", LABELS[page.locale]["permalink"])
            link.set("aria-label", LABELS[page.locale]["permalink"])


def _name_ways_back(page: Page, tree: HtmlElement) -> None:
    """Say where the sign at the end of a footnote leads; Python-Markdown says so in one language."""
    for link in tree.iter("a"):
        if "footnote-backref" in link.get("class", "").split():
            # A footnote that is referred to twice has two ways back; the number is that of the footnote.
            number = next(re.finditer(r"\d+", link.get("title", "")), None)
            said = LABELS[page.locale]["way_back"].format(number=number.group() if number else "")
            link.set("title", said)
            link.set("aria-label", said)


def _anchor_notes(tree: HtmlElement) -> None:
    """Give each note an anchor made from that of its section, the same in every language, and no other's."""
    taken = {element.get("id") for element in tree.iter("*")}
    section, count = "", 0
    for element in tree.iter("*"):
        if element.tag in HEADINGS and element.get("id"):
            section, count = element.get("id"), 0
        elif "admonition" in element.get("class", "").split() and not element.get("id"):
            anchor = ""
            while not anchor or anchor in taken:
                count += 1
                anchor = "-".join(filter(None, (section, "catatan", str(count) if count > 1 else "")))
            element.set("id", anchor)


def _gloss(site: Site, page: Page, tree: HtmlElement) -> Mapping[str, Term]:
    """Link the first occurrence of each term in each section; returns the terms that were linked, by id."""
    glossary = site.page_with("glossary")
    if not site.glossary or not glossary:
        return {}
    found: list[tuple[Block, Match]] = []
    for _, section in groupby(blocks(texts(tree, page.locale)), key=lambda block: block.section):
        seen: set[str] = set()
        for block in section:
            found += ((block, match) for match in _first(block, site.matchers[page.locale], seen))
    for block, match in reversed(found):
        _insert(block, match, _link(match.key, page_address(glossary, page.slug, match.key)))
    return {match.key: site.glossary.terms[match.key] for _, match in found}


def _first(block: Block, matcher: Matcher, seen: set[str]) -> Iterator[Match]:
    """The first use of each term that was not ``seen`` where a link can be put around it."""
    found = matcher.find_all(block.only(lambda text: text.glossable))
    for match in longest(match for match in found if _is_whole(block, match)):
        if match.key not in seen:
            seen.add(match.key)
            yield match


def _is_whole(block: Block, match: Match) -> bool:
    """Whether what was matched begins and ends in the same element, so that one link can hold it."""
    covered = block.covered(match.start, match.end)
    return _inside(covered[0][0]) is _inside(covered[-1][0])


def _inside(text: Text) -> HtmlElement:
    """The element that the text stands in."""
    return text.owner.getparent() if text.tail else text.owner


def _link(key: str, address: str) -> HtmlElement:
    return A(**{"class": "gloss", "href": address, "aria-describedby": meaning(key)})


def _insert(block: Block, match: Match, link: HtmlElement) -> None:
    """Put the link around the words that it matched, which may be several texts; what follows them was done before."""
    covered = block.covered(match.start, match.end)
    (first, begin), (last, later) = covered[0], covered[-1]
    start, end = match.start - begin, match.end - later
    parent = _inside(first)
    at = parent.index(first.owner) + 1 if first.tail else 0
    between = parent[at : parent.index(last.owner) + 1] if last is not first else []
    shown = _shown(first)
    link.tail = _shown(last)[end:]
    link.text = shown[start:] if between else shown[start:end]
    if between:
        _show(last, _shown(last)[:end])
    _show(first, shown[:start])
    link.extend(between)
    parent.insert(at, link)


def _shown(text: Text) -> str:
    """What is left of the text, from whose end links were cut."""
    return (text.owner.tail if text.tail else text.owner.text) or ""


def _show(text: Text, value: str) -> None:
    if text.tail:
        text.owner.tail = value
    else:
        text.owner.text = value


def _notes(page: Page, used: Mapping[str, Term], bibliography: Bibliography | None) -> str:
    """The meanings of the glossed terms, once per page, hidden: scripts show them, screen readers refer to them."""
    if not used:
        return ""
    labels = LABELS[page.locale]
    other = labels["other_locale"]
    notes = "".join(
        f'<div id="{meaning(key)}"><strong>{escape(term.wordings[page.locale].term)}</strong> '
        f'<em lang="{other}">{escape(term.wordings[other].term)}</em> '
        f"<span>{escape(term.wordings[page.locale].definition)}{_quoted(term, bibliography)}</span></div>"
        for key, term in sorted(used.items())
    )
    return f'\n<div class="gloss-notes" hidden data-search-exclude data-entry="{labels["entry"]}">{notes}</div>'


def _quoted(term: Term, bibliography: Bibliography | None) -> str:
    return f" ({bibliography.quoted(term.quotes)})" if term.quotes and bibliography else ""
