"""The glossary's downloads, each read back by a library that knows its format."""

import csv
import io
import re
import sqlite3
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path

import genanki
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from lxml import etree
from translate.storage.tbx import tbxfile

from scripts.render.article.bibliography import bibliographies
from scripts.render.downloads import downloads, write_downloads
from scripts.render.downloads.deck import deck
from scripts.render.downloads.table import table
from scripts.render.downloads.tbx import NAMESPACE, tbx
from scripts.render.downloads.works import Works
from scripts.render.labels import LABELS
from scripts.render.term_decks import page_decks
from tests.support.project import ROOT, real_site

GRAMMAR = etree.RelaxNG(etree.parse(ROOT / "tests" / "data" / "tbx-basic.rng"))
MADE = 1_700_000_000
GLOSSARY = "Glosarium Pekerjaan Sosial / Social Work Glossary"


@pytest.fixture(scope="module")
def site():
    return real_site()


@pytest.fixture(scope="module")
def works(site):
    return bibliographies(site)


@pytest.fixture(scope="module")
def files(site, works):
    return {file.format: file for file in downloads(site, works, MADE)}


@pytest.fixture(scope="module")
def terms(site):
    return list(site.glossary.terms.values())


def reworded(concept, **changes):
    """The term with other Indonesian wording."""
    return replace(concept, wordings={**concept.wordings, "id": replace(concept.wordings["id"], **changes)})


def test_the_files_are_the_same_whenever_they_are_made_from_the_same(site, works, files):
    assert list(files) == ["tbx", "csv", "apkg"]
    assert {file.format: file for file in downloads(site, works, MADE)} == files


def test_the_files_stand_where_they_say(tmp_path, files):
    write_downloads(tmp_path, list(files.values()))
    assert {path.name for path in (tmp_path / "unduh").iterdir()} == {Path(file.path).name for file in files.values()}


def test_a_site_without_glossary_offers_nothing(site):
    assert downloads(replace(site, glossary=None), {}, MADE) == ()


# TBX


def expected_terms(wording):
    forms = [(wording.term, "preferredTerm-admn-sts")]
    forms += [(form, "admittedTerm-admn-sts") for form in wording.also]
    return forms + [(form, "deprecatedTerm-admn-sts") for form in wording.avoid]


def test_the_tbx_keeps_the_rules_of_tbx_basic(files):
    tree = etree.fromstring(files["tbx"].content)
    GRAMMAR.assertValid(tree)
    ids = set(tree.xpath("//@id"))
    assert set(tree.xpath("//@target[not(starts-with(., 'http'))]")) <= ids


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("preferredTerm-admn-sts", "preferred"),
        ('type="definition"', 'type="context"'),
        ('style="dca"', 'style="dct"'),
        (f'xmlns="{NAMESPACE}"', 'xmlns="urn:iso:std:iso:30042:ed:3.0"'),
        ("langSec", "langSet"),
    ],
)
def test_the_grammar_refuses_what_tbx_basic_does_not_know(files, whole, broken):
    text = files["tbx"].content.decode()
    assert whole in text
    text = text.replace(whole, broken)
    assert not GRAMMAR.validate(etree.fromstring(text.encode()))


def as_the_toolkit_knows_it(content):
    """The TBX under the names of the edition of 2008, the only ones that the toolkit reads."""
    names = {"tbx": "martif", "tbxHeader": "martifHeader"}
    names |= {"conceptEntry": "termEntry", "langSec": "langSet", "termSec": "tig"}
    tree = etree.fromstring(content)
    for element in tree.iter(f"{{{NAMESPACE}}}*"):
        name = etree.QName(element).localname
        element.tag = names.get(name, name)
    etree.cleanup_namespaces(tree)
    return etree.tostring(tree)


def test_translate_toolkit_reads_every_term_definition_and_status_back(files, terms):
    store = tbxfile.parsestring(as_the_toolkit_knows_it(files["tbx"].content), "id", "en")
    assert [unit.getid() for unit in store.units] == [f"c-{term.id}" for term in terms]
    for unit, term in zip(store.units, terms, strict=True):
        for found, locale in ((unit.get_source_terms(), "id"), (unit.get_target_terms("en"), "en")):
            wording = term.wordings[locale]
            assert [(form.text, form.administrative_status) for form in found] == expected_terms(wording)
            notes = {(note.category, note.text) for note in found[0].notes if note.scope == "language"}
            assert [text for kind, text in notes if kind == "definition"] == [wording.definition]
            about = [text for kind, text in notes if kind != "definition"]
            assert [text.startswith(f"{LABELS[locale]['related']}: ") for text in about] == [True] * bool(term.sources)
            reasons = [note.text for form in found if form.deprecated for note in form.notes if note.scope == "term"]
            assert [reason for reason in reasons if not reason.endswith("-admn-sts")] == list(wording.avoid.values())


def test_the_tbx_names_related_terms_sources_and_the_entry_on_the_web(site, terms):
    works = {locale: Works({"a1957": f"A ({locale}).", "b1958": "B."}) for locale in ("id", "en")}
    term = replace(terms[0], see=(terms[1].id, "unknown"), sources=("a1957", "unknown", "b1958"), quotes=None)
    other = replace(terms[1], sources=())
    tree = etree.fromstring(tbx([term, other], works, "id", "https://example.org/glosarium.html"))
    GRAMMAR.assertValid(tree)
    entry = tree.find(".//{*}conceptEntry")
    assert [ref.get("target") for ref in entry.findall("{*}ref")] == [f"c-{terms[1].id}"]
    assert entry.find("{*}xref").get("target") == f"https://example.org/glosarium.html#{term.id}"
    # They are about the term; its definition is taken from none of them.
    assert not list(tree.iter("{*}admin"))
    assert [note.text for note in tree.xpath("//*[local-name()='langSec']/*[local-name()='note']")] == [
        "Berkaitan dengan karya: A (id).; B.",
        "Related works: A (en).; B.",
    ]


def test_the_tbx_names_the_source_of_a_definition_that_is_quoted(terms):
    works = {"id": Works(quoted={terms[0].id: "UU, Pasal 1"}), "en": Works(quoted={terms[0].id: "Law, art. 1 (ours)"})}
    tree = etree.fromstring(tbx([terms[0], replace(terms[1], quotes=None)], works, "id", ""))
    GRAMMAR.assertValid(tree)
    sources = tree.xpath("//*[local-name()='descripGrp']/*[local-name()='admin'][@type='source']")
    assert [source.text for source in sources] == ["UU, Pasal 1", "Law, art. 1 (ours)"]


def test_the_tbx_says_whose_the_definitions_are(files):
    said = etree.fromstring(files["tbx"].content).xpath("//*[local-name()='sourceDesc']/*/text()")
    assert [LABELS[locale]["own_definitions"] in text for locale, text in zip(LABELS, said, strict=True)] == [
        True,
        True,
    ]


def test_forms_for_the_matcher_alone_are_in_no_file(terms):
    term = reworded(terms[0], also=("sebutan",), forms=("bentukan",))
    assert b"bentukan" not in tbx([term], {}, "id", "") + table([term], {}, "id") + deck_text(deck([term], {}, MADE))
    assert "sebutan" in (tbx([term], {}, "id", "")).decode()
    assert read(table([term], {}, "id"))[1][2] == "sebutan"


def deck_text(apkg):
    return "".join(fields for _, _, fields in notes_of(apkg)).encode()


def test_a_quoted_definition_names_its_source_on_a_card_and_in_a_column(terms):
    works = {"id": Works(quoted={terms[0].id: "UU, Pasal 1"}), "en": Works(quoted={terms[0].id: "Law, art. 1"})}
    ((_, _, fields), _) = notes_of(deck([terms[0]], works, MADE))
    assert [text[-14:] for text in unescape(fields).split("\x1f")[1::2]] == [
        ". (UU, Pasal 1)"[-14:],
        ". (Law, art. 1)"[-14:],
    ]
    assert read(table([terms[0]], works, "id"))[1][-2] == "UU, Pasal 1"


def test_the_tbx_names_the_licence_of_the_site_if_it_has_one(terms):
    deed = "https://creativecommons.org/licenses/by/4.0/deed.id"
    assert f"<p>CC BY 4.0, {deed}</p>" in tbx(terms[:1], {}, "id", "", deed).decode()
    assert b"publicationStmt" not in tbx(terms[:1], {}, "id", "")


def test_what_is_markup_to_xml_is_text_in_the_tbx(terms):
    content = tbx([reworded(terms[0], definition="a < b & <i>c</i>")], {}, "id", "")
    assert etree.fromstring(content).find(".//{*}descripGrp/{*}descrip").text == "a < b & <i>c</i>"


# CSV


def read(content):
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def test_the_csv_holds_every_term_under_a_header_in_both_languages(files, terms):
    header, *rows = read(files["csv"].content)
    assert header[1] == "Istilah / Term (id)"
    assert header[-2:] == ["Definisi dari / Definition from", "Berkaitan dengan karya / Related works"]
    assert len(set(header)) == len(header) == 12
    assert [row[0] for row in rows] == [term.id for term in terms]
    for row, term in zip(rows, terms, strict=True):
        own, other = term.wordings["id"], term.wordings["en"]
        assert (row[1], row[2], row[4]) == (own.term, "; ".join(own.also), own.definition)
        assert (row[5], row[6], row[8]) == (other.term, "; ".join(other.also), other.definition)
        assert all(form in row[3] for form in own.avoid)
    assert files["csv"].content.count(b"\r\n") == files["csv"].content.count(b"\n") == len(rows) + 1


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "\n=HYPERLINK(1)", "＝1"])
def test_no_cell_is_a_formula(terms, formula):
    (_, row) = read(table([reworded(terms[0], term=formula, definition='a "b", c')], {}, "id"))
    assert row[1].startswith("'")
    assert row[1].replace("'", "") == formula
    assert row[4] == 'a "b", c'


@pytest.mark.parametrize(
    "formula", ["=1+1", " +1", "-1", "@SUM(1)", "\t=1", '=HYPERLINK(""https://a.example"")', "＝1"]
)
@pytest.mark.parametrize("before", ["Kata;", "Kata; lain;", "Kata\n", "Kata\t"])
def test_no_part_of_a_cell_is_a_formula_where_semicolons_part_cells(terms, before, formula):
    content = table([reworded(terms[0], term="a", definition=before + formula)], {}, "id").decode()
    # As Excel does where the decimal sign is a comma: a quotation mark amid a cell is a letter.
    parts = re.split(r"[;\t\r\n]", content)
    assert not [part for part in parts if re.match(r"\s*[=+\-@＝]", part)]


def test_no_cell_of_ours_needed_that(files):
    assert not re.search(rb"(^|,)\"?'", files["csv"].content)


# Anki


def notes_of(apkg):
    with zipfile.ZipFile(io.BytesIO(apkg)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["collection.anki2", "media"]
        assert {entry.date_time for entry in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    return database.execute("select guid, mod, flds from notes").fetchall()


def test_the_deck_is_a_database_of_notes_with_lasting_guids(files, terms):
    notes = notes_of(files["apkg"].content)
    assert [fields.split("\x1f")[0] for _, _, fields in notes] == 2 * [term.wordings["id"].term for term in terms]
    assert {made for _, made, _ in notes} == {MADE}
    changed = notes_of(deck([reworded(terms[0], term="baru", definition="baru")], {}, MADE))
    assert [guid for guid, _, _ in changed] == [notes[0][0], notes[len(terms)][0]]
    assert len({guid for guid, _, _ in notes}) == 2 * len(terms)


@pytest.fixture
def collection(tmp_path):
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def take_in(collection, path, content):
    path.write_bytes(content)
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(request).log


def test_anki_asks_each_term_for_its_meaning_first_and_then_for_its_equivalent(collection, tmp_path, files, terms):
    take_in(collection, tmp_path / "a.apkg", files["apkg"].content)
    names = [entry.name for entry in collection.decks.all_names_and_ids()]
    assert GLOSSARY in names
    assert f"{GLOSSARY}::Istilah → definisi / Term → definition" in names
    assert (collection.note_count(), collection.card_count()) == (2 * len(terms), 4 * len(terms))
    found = sorted(collection.find_cards(f'"{terms[0].wordings["id"].definition}"'))
    shown = []
    for card in map(collection.get_card, found):
        question, answer = (
            re.sub(r"<style>.*?</style>", "", text, flags=re.S) for text in (card.question(), card.answer())
        )
        (front,) = re.findall(r'lang="(..)"', question)
        back = {"id": "en", "en": "id"}[front]
        asked, answered = terms[0].wordings[front], terms[0].wordings[back]
        assert f'lang="{front}">{asked.term}<' in question
        assert answered.term not in question
        assert f'lang="{back}">{answered.term}<' in answer
        assert asked.definition in unescape(answer)
        shown.append((front, answered.definition in unescape(answer)))
    # A meaning is asked for in one language alone.
    assert shown == [("id", False), ("en", False), ("id", True), ("en", True)]


def test_anki_finds_the_terms_of_a_page_by_its_tag(collection, tmp_path, files, site):
    take_in(collection, tmp_path / "a.apkg", files["apkg"].content)
    decks = {one.slug: one for one in page_decks(site, "id")}
    slug = next(slug for slug in decks if "/" in slug and not slug.endswith("/index"))
    both = decks[slug].terms | {one.slug: one for one in page_decks(site, "en")}[slug].terms
    tag = f"tag:peksos::{slug.replace('/', '::')}"
    assert len(collection.find_notes(tag)) == 2 * len(both)
    assert len(collection.find_notes("tag:peksos")) == collection.note_count()


def test_anki_renews_its_cards_from_a_later_deck_and_never_doubles_them(collection, tmp_path, files, terms):
    take_in(collection, tmp_path / "a.apkg", files["apkg"].content)
    again = take_in(collection, tmp_path / "b.apkg", files["apkg"].content)
    assert (len(again.new), len(again.updated)) == (0, 0)
    later = take_in(
        collection, tmp_path / "c.apkg", deck([reworded(terms[0], term="a < b"), *terms[1:]], {}, MADE + 60)
    )
    assert (len(later.new), len(later.updated)) == (0, 2 * len(terms))
    assert (collection.note_count(), collection.card_count()) == (2 * len(terms), 4 * len(terms))
    notes = collection.find_notes('"term-id:a &lt; b"')
    assert [collection.get_note(note)["term-en"] for note in notes] == 2 * [terms[0].wordings["en"].term]


def test_anki_renews_a_deck_from_before_there_were_meanings(collection, tmp_path, files, terms):
    """Notes, kind and deck as they were then: ids and names that may never change."""
    fields = [{"name": name} for name in ("term-id", "definition-id", "term-en", "definition-en")]
    templates = [
        {"name": name, "qfmt": f"{{{{term-{name[:2]}}}}}", "afmt": "{{definition-id}}"}
        for name in ("id → en", "en → id")
    ]
    old = genanki.Deck(1_862_304_977, GLOSSARY)
    model = genanki.Model(1_478_920_651, GLOSSARY, fields, templates)
    for term in terms:
        guid = genanki.guid_for("peksos-metode", term.id)
        old.add_note(genanki.Note(model, [term.id] * 4, guid=guid, tags=["peksos"]))
    genanki.Package(old).write_to_file(tmp_path / "old.apkg", timestamp=MADE - 60)
    take_in(collection, tmp_path / "old.apkg", (tmp_path / "old.apkg").read_bytes())
    later = take_in(collection, tmp_path / "a.apkg", files["apkg"].content)
    found = (len(later.new), len(later.updated), len(later.conflicting))
    assert found == (len(terms), len(terms), 0)
    assert (collection.note_count(), collection.card_count()) == (2 * len(terms), 4 * len(terms))
