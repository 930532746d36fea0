"""TBX, the exchange format of terminologists: ISO 30042:2019, dialect TBX-Basic, data categories as attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from scripts.core.licence import licence_name
from scripts.model.glossary import Term, Wording

from ..labels import LABELS
from .works import Works

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# What has no prefix; the stubs of lxml know of prefixes alone.
_NAMES: Any = {None: NAMESPACE}


def tbx(
    terms: Sequence[Term], works: Mapping[str, Works], default_locale: str, entry_page: str, licence: str = ""
) -> bytes:
    """The terms as XML, under the ``licence`` at this address.

    Entries name their place in ``entry_page``, an absolute address, unless that is empty. The headword is the preferred
    term, other names are admitted, discouraged forms deprecated with the reason as a note. The source of a definition
    is a work that it is taken from; works about the term are a note, because TBX-Basic has nothing else for them. Nor
    has it anything for inflections.
    """
    root = etree.Element(_name("tbx"), {"type": "TBX-Basic", "style": "dca", _LANG: default_locale}, nsmap=_NAMES)
    _header(_add(root, "tbxHeader"), default_locale, licence)
    body = _add(_add(root, "text"), "body")
    by_id = {term.id: term for term in terms}
    for term in terms:
        entry = _add(body, "conceptEntry", id=_id(term.id))
        _add(entry, "descrip", " / ".join(labels["subject"] for labels in LABELS.values()), type="subjectField")
        for other in term.see:
            if other in by_id:
                _add(entry, "ref", by_id[other].wordings[default_locale].term, type="crossReference", target=_id(other))
        if entry_page:
            address = f"{entry_page}#{term.id}"
            _add(entry, "xref", address, type="externalCrossReference", target=address)
        for locale, wording in term.wordings.items():
            said = works.get(locale, Works())
            section = _add(entry, "langSec", **{_LANG: locale})
            _language(section, wording, said.quoted.get(term.id, ""))
            if about := said.about(term):
                section.insert(1, _note(f"{LABELS[locale]['related']}: {'; '.join(about)}"))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _header(header: etree._Element, default_locale: str, licence: str) -> None:
    description = _add(header, "fileDesc")
    title = _add(_add(description, "titleStmt"), "title", LABELS[default_locale]["glossary_title"])
    title.set(_LANG, default_locale)
    if licence:
        _add(_add(description, "publicationStmt"), "p", f"{licence_name(licence)}, {licence}")
    source = _add(description, "sourceDesc")
    for locale, labels in LABELS.items():
        _add(source, "p", f"{labels['glossary_title']}. {labels['own_definitions']}", **{_LANG: locale})


def _language(section: etree._Element, wording: Wording, source: str) -> None:
    group = _add(section, "descripGrp")
    _add(group, "descrip", wording.definition, type="definition")
    if source:
        _add(group, "admin", source, type="source")
    _term(section, wording.term, "preferred")
    for form in wording.also:
        _term(section, form, "admitted")
    for form, reason in wording.avoid.items():
        _add(_term(section, form, "deprecated"), "note", reason)


def _term(section: etree._Element, form: str, status: str) -> etree._Element:
    term = _add(section, "termSec")
    _add(term, "term", form)
    _add(term, "termNote", f"{status}Term-admn-sts", type="administrativeStatus")
    return term


def _note(text: str) -> etree._Element:
    note = etree.Element(_name("note"))
    note.text = text
    return note


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _name(name), attributes)
    element.text = text
    return element


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _id(term_id: str) -> str:
    # An id of XML begins with a letter; one of the glossary may begin with a digit.
    return f"c-{term_id}"
