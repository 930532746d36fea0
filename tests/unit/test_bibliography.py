"""Works in the bibliography and in citations, by the rules of APA 7, for every type that the schema offers."""

import json
import re

import pytest

from scripts.model.references import Reference
from scripts.render.article import bibliography as bibliographies
from scripts.render.article.bibliography import _WRONG, _WRONG_IN, Bibliography, plain_entries
from tests.support.project import ROOT

SCHEMA = json.loads((ROOT / "docs" / "_data" / "references.schema.json").read_text("utf-8"))
TYPES = SCHEMA["properties"]["references"]["items"]["properties"]["csl"]["properties"]["type"]["enum"]
ANI, AGUS, BUDI = ({"family": "Satu", "given": given} for given in ("Ani", "Agus", "Budi"))
EDITOR = [{"family": "Dua", "given": "Budi"}]
ACT = "Undang-Undang Nomor 14 Tahun 2019 tentang Pekerja Sosial"


def date(*parts):
    return {"date-parts": [list(parts)]}


def work(**csl):
    return {"title": "Judul", "author": [ANI], "issued": date(2001), **csl}


# By type: the work, its entry in Indonesian and in English (the latter None where it is the same).
ENTRIES = {
    "article": (
        work(publisher="OSF Preprints", URL="https://osf.io/x"),
        "Satu, A. (2001). <i>Judul</i>. OSF Preprints. https://osf.io/x",
        None,
    ),
    "article-journal": (
        work(**{"container-title": "Jurnal sosial"}, volume="3", issue="2", page="10-20", DOI="10.1/x"),
        "Satu, A. (2001). Judul. <i>Jurnal sosial</i>, <i>3</i>(2), 10–20. https://doi.org/10.1/x",
        None,
    ),
    "article-newspaper": (
        work(issued=date(2001, 6, 3), **{"container-title": "Harian kita"}, URL="https://x.org/d"),
        "Satu, A. (2001, 3 Juni). Judul. <i>Harian kita</i>. https://x.org/d",
        "Satu, A. (2001, June 3). Judul. <i>Harian kita</i>. https://x.org/d",
    ),
    "book": (
        work(publisher="Gramedia"),
        "Satu, A. (2001). <i>Judul</i>. Gramedia.",
        None,
    ),
    "chapter": (
        work(**{"container-title": "Buku"}, editor=EDITOR, page="10-20", publisher="Gramedia"),
        "Satu, A. (2001). Judul. Dalam B. Dua (ed.), <i>Buku</i> (hlm. 10–20). Gramedia.",
        "Satu, A. (2001). Judul. In B. Dua (ed.), <i>Buku</i> (pp. 10–20). Gramedia.",
    ),
    "document": (
        work(publisher="Universitas Indonesia", genre="Salindia"),
        "Satu, A. (2001). <i>Judul</i> [Salindia]. Universitas Indonesia.",
        None,
    ),
    "entry-encyclopedia": (
        work(**{"container-title": "Ensiklopedia"}, editor=EDITOR, volume="3", page="5-6", publisher="Gramedia"),
        "Satu, A. (2001). Judul. Dalam B. Dua (ed.), <i>Ensiklopedia</i> (Vol. 3, hlm. 5–6). Gramedia.",
        "Satu, A. (2001). Judul. In B. Dua (ed.), <i>Ensiklopedia</i> (Vol. 3, pp. 5–6). Gramedia.",
    ),
    "legislation": (
        {"title": ACT, "number": "14", "issued": date(2019), "URL": "https://peraturan.go.id/x"},
        f"<i>{ACT}</i>. (2019). https://peraturan.go.id/x",
        None,
    ),
    "paper-conference": (
        work(**{"container-title": "Prosiding"}, event="Seminar", page="1-3", publisher="Gramedia"),
        "Satu, A. (2001). Judul. Dalam <i>Prosiding</i> (hlm. 1–3). Gramedia.",
        "Satu, A. (2001). Judul. In <i>Prosiding</i> (pp. 1–3). Gramedia.",
    ),
    "post-weblog": (
        work(issued=date(2001, 6, 3), **{"container-title": "Catatan saya"}, URL="https://x.org/b"),
        "Satu, A. (2001, 3 Juni). Judul. <i>Catatan saya</i>. https://x.org/b",
        "Satu, A. (2001, June 3). Judul. <i>Catatan saya</i>. https://x.org/b",
    ),
    "regulation": (
        work(
            title="Peraturan Menteri Sosial Nomor 5 Tahun 2020 tentang Standar",
            number="5",
            author=[{"literal": "Kemensos"}],
        ),
        "Kemensos. (2001). <i>Peraturan Menteri Sosial Nomor 5 Tahun 2020 tentang Standar</i>.",
        None,
    ),
    "report": (
        work(author=[{"literal": "BPS"}], number="12", publisher="Badan Pusat Statistik"),
        "BPS. (2001). <i>Judul</i> (No. 12). Badan Pusat Statistik.",
        None,
    ),
    "speech": (
        work(issued=date(2001, 6, 3), genre="Pidato", event="Kongres", **{"event-place": "Bandung"}),
        "Satu, A. (2001, 3 Juni). <i>Judul</i> [Pidato]. Kongres, Bandung.",
        "Satu, A. (2001, June 3). <i>Judul</i> [Pidato]. Kongres, Bandung.",
    ),
    "thesis": (
        work(genre="Skripsi", publisher="Universitas Indonesia"),
        "Satu, A. (2001). <i>Judul</i> [Skripsi]. Universitas Indonesia.",
        None,
    ),
    "webpage": (
        work(issued=date(2001, 6, 3), **{"container-title": "Situs kita"}, URL="https://x.org/c"),
        "Satu, A. (2001, 3 Juni). <i>Judul</i>. Situs kita. https://x.org/c",
        "Satu, A. (2001, June 3). <i>Judul</i>. Situs kita. https://x.org/c",
    ),
}


def bibliography(locale="id", **works):
    return Bibliography(
        {key: Reference(key, {"id": key, **csl}, "verified", {}, None) for key, csl in works.items()}, locale
    )


TITLES = [
    "Hak & kewajiban: 100% “adil”, #1 <b> {x}",
    "apa itu?",
    "Selesai.",
    "“Kata”",
    "… dan 2 ed. (2001, May 3)",
    "Retrieved from https://a.example/b.",
    "<i>\uf8e4</i>: \uf8e5 di \uf8e0",
    "3",
]


@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize(
    "known", [{}, {"issued": date(2026, 11, 24)}, {"URL": "https://example.org/a_b/~x/\uf8e4.html"}]
)
def test_pages_of_one_site_are_formatted_as_each_would_be_alone(locale, known):
    site = {"type": "webpage", "language": locale, "author": [{"literal": "Situs & contoh"}], **known}
    pages = {str(number): {**site, "id": f"p{number}", "title": title} for number, title in enumerate(TITLES)}
    pages["index"] = {**site, "id": "index", "title": "Situs & contoh"}
    del pages["index"]["author"]
    alone = {key: bibliography(locale, a=page).plain_entry("a") for key, page in pages.items()}
    assert plain_entries(pages, locale) == alone


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_the_schema_is_formatted(kind):
    csl, indonesian, english = ENTRIES[kind]
    assert bibliography("id", a={"type": kind, **csl}).plain_entry("a") == indonesian
    assert bibliography("en", a={"type": kind, **csl}).plain_entry("a") == (english or indonesian)


KINDS = [
    (
        work(type="thesis", genre="Disertasi", publisher="Universitas Indonesia", URL="https://lib.ui.ac.id/1"),
        "Satu, A. (2001). <i>Judul</i> [Disertasi, Universitas Indonesia]. https://lib.ui.ac.id/1",
    ),
    (
        work(type="thesis", publisher="Universitas Indonesia"),
        "Satu, A. (2001). <i>Judul</i>. Universitas Indonesia.",
    ),
    (
        {
            "type": "legislation",
            "title": "Peraturan Pemerintah tentang Zakat",
            "number": "14",
            "issued": date(2019),
        },
        "<i>Peraturan Pemerintah tentang Zakat</i> (No. 14). (2019).",
    ),
    (
        {"type": "webpage", "title": "Judul", "author": [ANI], "URL": "https://x.org/c"},
        "Satu, A. (t.t.). <i>Judul</i>. https://x.org/c",
    ),
    (work(type="book", edition="2"), "Satu, A. (2001). <i>Judul</i> (ed. ke-2)."),
    (
        {"type": "book", "title": "Judul", "editor": EDITOR, "issued": date(2001)},
        "Dua, B. (ed.). (2001). <i>Judul</i>.",
    ),
    (
        work(type="paper-conference", **{"container-title": "Jurnal"}, volume="3", page="1-3"),
        "Satu, A. (2001). Judul. <i>Jurnal</i>, <i>3</i>, 1–3.",
    ),
]


@pytest.mark.parametrize(("csl", "entry"), KINDS)
def test_kinds_of_a_type(csl, entry):
    assert bibliography(a=csl).plain_entry("a") == entry


ENDED = ["Ayo!", "Mengapa?", "Lalu…", "Lalu...", "Kata “ayo!”", "Kerja PT.", "Apa “itu?”"]


@pytest.mark.parametrize("title", ENDED)
def test_a_title_that_ends_a_sentence_needs_no_full_stop(title):
    assert bibliography(a=work(type="book", title=title, publisher="G")).plain_entry("a") == (
        f"Satu, A. (2001). <i>{title}</i> G."
    )
    article = work(type="article-journal", title=title, **{"container-title": "Jurnal"}, volume="1")
    assert f"(2001). {title} <i>Jurnal</i>" in bibliography(a=article).plain_entry("a")


def test_others_keep_theirs():
    assert "<i>Kata “ayo”</i>. G." in bibliography(a=work(type="book", title="Kata “ayo”", publisher="G")).plain_entry(
        "a"
    )


def test_a_title_is_called_as_it_is_written():
    act = bibliography(a={"type": "legislation", "title": ACT, "issued": date(2019)})
    assert act.citation("a") == f"<i>{ACT}</i>, 2019"


LAW = {
    "id": "a",
    "type": "legislation",
    "author": [{"literal": "Republik Indonesia"}],
    "title": ACT,
    "container-title": "Lembaran Negara Tahun 2019 Nomor 182",
    "issued": date(2019, 10, 2),
    "language": "id",
}
SHORT = {"id": "UU No. 14 Tahun 2019", "en": "Law No. 14 of 2019"}


@pytest.mark.parametrize("locale", ["id", "en"])
def test_a_law_is_cited_by_its_name(locale):
    named = Bibliography({"a": Reference("a", LAW, "verified", {}, None, SHORT)}, locale)
    assert named.citation("a") == SHORT[locale]
    assert named.citation("a", "3") == f"{SHORT[locale]}, {'hlm.' if locale == 'id' else 'p.'} 3"
    assert named.citation("a", author=False) == ""
    assert Bibliography({"a": Reference("a", LAW, "verified", {}, None)}, locale).citation("a") == (
        "Republik Indonesia, 2019"
    )


CALLED = ["[Salindia tentang nilai / slides on values]", "[Judul]"]


@pytest.mark.parametrize("title", CALLED)
def test_what_is_no_title_is_not_set_as_one(title):
    shelf = bibliography(a={"type": "book", "title": title, "author": [ANI], "publisher": "G"})
    assert shelf.entry("a") == f"Satu, A. (t.t.). {title}. G."


def test_a_work_without_an_author_is_filed_by_its_title():
    shelf = bibliography(
        a=work(type="book", author=[{"family": "Ángel"}]),
        m={"type": "webpage", "title": "“Makna” itu", "URL": "https://x.org"},
        n=work(type="book", author=[{"family": "Nila"}]),
        z=work(type="book", title="Beta", author=[{"family": "Zain"}], issued=date(1990)),
        y=work(type="book", title="Alfa", author=[{"family": "Zain"}]),
    )
    assert shelf.keys == ("a", "m", "n", "z", "y")


def test_names_in_other_letters_are_filed_too():
    names = {"b": "Ким", "a": "Адам", "d": "Zain", "c": "Alfa & Beta"}
    shelf = bibliography(**{key: work(type="book", author=[{"literal": name}]) for key, name in names.items()})
    assert shelf.keys == ("c", "d", "a", "b")


def test_the_name_of_a_law_is_text():
    works = Bibliography(
        {"a": Reference("a", LAW, "verified", {}, None, {"id": "<b>UU</b>", "en": "<b>Law</b>"})}, "en"
    )
    assert works.citation("a") == "&lt;b&gt;Law&lt;/b&gt;"
    assert "[&lt;b&gt;Law&lt;/b&gt;]" in works.entry("a")


def test_a_law_stands_below_its_title_and_says_to_others_what_it_is():
    own, other = (Bibliography({"a": Reference("a", LAW, "verified", {}, None, SHORT)}, at) for at in ("id", "en"))
    assert own.entry("a") == f"<i>{ACT}</i>. (2019, 2 Oktober). Lembaran Negara Tahun 2019 Nomor 182."
    assert other.plain_entry("a") == (
        f"<i>{ACT}</i> [Law No. 14 of 2019]. (2019, October 2). Lembaran Negara Tahun 2019 Nomor 182."
    )
    assert f'<i><span lang="id">{ACT}</span></i> [Law' in other.entry("a")


def test_authors_of_one_family_name_are_told_apart_by_initials_and_works_of_one_by_letters():
    shelf = bibliography(
        a1=work(type="book", title="Alfa"),
        a2=work(type="book", title="Beta"),
        b=work(type="book", author=[BUDI]),
        other=work(type="book", author=[{"family": "Tiga", "given": "Ani"}]),
    )
    assert [shelf.citation(key) for key in ("a1", "a2", "b", "other")] == [
        "A. Satu, 2001a",
        "A. Satu, 2001b",
        "B. Satu, 2001",
        "Tiga, 2001",
    ]
    assert shelf.citation("b", "24") == "B. Satu, 2001, hlm. 24"
    assert [shelf.citation(key, author=False) for key in ("a1", "b")] == ["2001a", "2001"]
    assert "Satu, B. (2001)." in shelf.plain_entry("b")


def test_one_author_written_in_two_ways_is_one():
    shelf = bibliography(a=work(type="book"), b=work(type="book", author=[{**ANI, "given": "A."}], issued=date(2002)))
    assert shelf.citation("a") == "Satu, 2001"


def test_an_author_of_another_set_takes_no_letter():
    shelf = bibliography(a=work(type="book"), b=work(type="book", author=[ANI, *EDITOR]))
    assert shelf.citation("a") == "Satu, 2001"
    assert "2001," not in shelf.citation("b")


OTHERS = [
    (
        work(issued={"date-parts": [[2001, 3, 2], [2001, 4, 5]]}),
        "Satu, A. (2001). <i>Judul</i>.",
        "Satu, 2001",
    ),
    (
        work(issued={"date-parts": [[2001, 12], [2002, 1]]}),
        "Satu, A. (2001–2002). <i>Judul</i>.",
        "Satu, 2001–2002",
    ),
    (
        work(**{"original-date": date(1950)}),
        "Satu, A. (2001). <i>Judul</i>. (Karya asli terbit 1950)",
        "Satu, 1950/2001",
    ),
    (
        work(author=[{"literal": "Kementerian Sosial"}], publisher="Kementerian Sosial"),
        "Kementerian Sosial. (2001). <i>Judul</i>.",
        "Kementerian Sosial, 2001",
    ),
    (
        {"title": "Judul bab", "editor": EDITOR, "container-title": "Buku", "issued": date(2001)},
        "Dua, B. (ed.). (2001). Judul bab. Dalam <i>Buku</i>.",
        "Dua, 2001",
    ),
    (
        work(title="Wikipedia", author=[{"literal": "Wikipedia"}], **{"container-title": "Ensiklopedia"}),
        "Wikipedia. (2001). Wikipedia. Dalam <i>Ensiklopedia</i>.",
        "Wikipedia, 2001",
    ),
]


@pytest.mark.parametrize(("csl", "entry", "citation"), OTHERS)
def test_a_span_of_time_an_older_work_and_one_who_does_all(csl, entry, citation):
    works = bibliography(x={"type": "chapter", **csl})
    assert (works.entry("x"), works.citation("x")) == (entry, citation)


NO_AUTHOR = {
    "type": "entry-encyclopedia",
    "title": "Judul bab",
    "editor": EDITOR,
    "container-title": "Buku",
    "issued": date(2001),
}


def test_a_title_in_the_place_of_the_author_stands_once():
    works = bibliography(x=NO_AUTHOR)
    assert works.entry("x") == "Judul bab. (2001). Dalam B. Dua (ed.), <i>Buku</i>."
    assert works.citation("x") == "“Judul bab”, 2001"


EXAMPLES = [
    *({"type": kind, **csl} for kind, (csl, *_) in ENTRIES.items()),
    *(csl for csl, _ in KINDS),
    *(work(type="book", title=title, publisher="G") for title in (*ENDED, *CALLED)),
    *({"type": "chapter", **csl} for csl, *_ in OTHERS),
    NO_AUTHOR,
]
REPAIRS = [*_WRONG, *(repair for repairs in _WRONG_IN.values() for repair in repairs)]


@pytest.mark.parametrize("repair", REPAIRS, ids=lambda repair: repair[0])
def test_every_repair_of_what_citeproc_makes_is_still_needed(repair, monkeypatch):
    shelves = [bibliography(locale, **{f"x{n}": csl for n, csl in enumerate(EXAMPLES)}) for locale in _WRONG_IN]
    repaired = [shelf.plain_entry(key) for shelf in shelves for key in shelf.keys]
    monkeypatch.setattr(bibliographies, "_WRONG", [other for other in _WRONG if other != repair])
    others = {locale: [other for other in repairs if other != repair] for locale, repairs in _WRONG_IN.items()}
    monkeypatch.setattr(bibliographies, "_WRONG_IN", others)
    assert [shelf.plain_entry(key) for shelf in shelves for key in shelf.keys] != repaired


def test_the_style_of_others_says_who_wrote_it_and_under_which_licence():
    root = ROOT
    style = (root / "scripts" / "render" / "article" / "apa.csl").read_text(encoding="utf-8")
    authors = re.findall(r"<author>\s*<name>(.*?)</name>", style)
    assert 'license="http://creativecommons.org/licenses/by-sa/3.0/"' in style
    assert authors
    assert all(author in (root / "LICENSE").read_text(encoding="utf-8") for author in authors)
