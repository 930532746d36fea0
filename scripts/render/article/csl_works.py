"""Works in the fields of CSL, made ready for a formatter that knows fewer kinds of works than APA does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

Csl = Mapping[str, Any]

_LAWS = frozenset({"legislation", "regulation"})


def prepared(csl: Csl) -> dict[str, Any]:
    """The work as citeproc-py formats it rightly; of most kinds, as it is."""
    work = dict(csl)
    work |= {name: _years(value) for name, value in work.items() if isinstance(value, dict)}
    if work.get("author") == [{"literal": work.get("publisher")}]:
        # APA 7, 9.29: who publishes what they wrote is named once.
        del work["publisher"]
    if work["type"] == "thesis":
        return _thesis(work)
    if work["type"] in _LAWS and work.get("jurisdiction", "").lower() not in ("us", "usa"):
        return _law(work)
    if work["type"] == "paper-conference" and work.get("container-title"):
        # APA 7, 10.5: like an article where the proceedings are a journal, else like a chapter.
        occasion = ("event", "event-title", "event-place", "event-date")
        kept = {key: value for key, value in work.items() if key not in occasion}
        return {**kept, "type": "article-journal" if work.get("volume") else "chapter"}
    return work


def _years(date: Csl) -> Csl:
    """A span of time as the years that it reaches over; citeproc-py leaves out the year where both ends share it."""
    ends = date["date-parts"]
    if len(ends) == 1:
        return date
    first, last = (end[0] for end in ends)
    return {"date-parts": [[first]] if first == last else [[first], [last]]}


def _thesis(work: dict[str, Any]) -> dict[str, Any]:
    """APA 7, 10.6: what kind of thesis it is stands in brackets, with the university where it is found elsewhere."""
    work["type"] = "document"
    if work.get("genre") and work.get("publisher") and (work.get("URL") or work.get("DOI") or work.get("archive")):
        work["genre"] = f"{work['genre']}, {work.pop('publisher')}"
    return work


def _law(work: dict[str, Any]) -> dict[str, Any]:
    """A law is called as its country calls it, number and year in its title; “Pub. L. No.” is American.

    The gazette that it stands in is named as who published it; citeproc-py would make a chapter of the law.
    """
    work["type"] = "document"
    if gazette := work.pop("container-title", ""):
        work["publisher"] = gazette
    number = str(work.get("number", ""))
    if re.search(rf"(?<!\w){re.escape(number)}(?!\w)", work["title"]):
        work.pop("number", None)
    return work


def as_written(html: str, csl: Csl) -> str:
    """``html`` with titles in the letters that they are written in.

    citeproc-py gives capitals to titles in all languages; APA asks for them in English only, and never in what a title
    of a series or a site is called.
    """
    title, container = csl["title"], csl.get("container-title")
    if container:
        place = rf"(<i>|\. ){re.escape(container)}(?=</i>|\.)"
        html = re.sub(place, lambda match: match[1] + container, html, flags=re.I)
    if csl.get("author"):
        return html
    # It may stand in the place of the author, and then again in its own.
    html = re.sub(rf"^({re.escape(title)}[.?!…]) (\(.+?\)\.) \1\.?", r"\1 \2", html, flags=re.I)
    if csl.get("language") == "en":
        return html
    return re.sub(rf"^((?:<i>|[“‘])?){re.escape(title)}", lambda match: match[1] + title, html, flags=re.I)


def initials(works: Iterable[Csl]) -> Mapping[str, str]:
    """By key what stands before the family name in citations, of works whose first authors share it (APA 7, 8.20)."""
    by_family: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for work in works:
        first = _first_author(work)
        if first.get("family") and first.get("given"):
            by_family[first["family"]][first["given"]].add(work["id"])
    said: dict[str, str] = {}
    for givens in by_family.values():
        short = {given: _initials(given) for given in givens}
        # Written more or less fully, it is the same name.
        if len(set(short.values())) > 1:
            said |= {key: short[given] for given, keys in givens.items() for key in keys}
    return said


def _first_author(work: Csl) -> Mapping[str, str]:
    first: Mapping[str, str] = (work.get("author") or work.get("editor") or [{}])[0]
    return first


def _initials(given: str) -> str:
    parts = [re.findall(r"[^\W\d_]+", part) for part in given.split()]
    return " ".join("-".join(f"{name[0]}." for name in names) for names in parts if names)
