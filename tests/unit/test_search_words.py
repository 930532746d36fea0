"""How the search takes what is typed: missing blanks, errors, other words for the same, words that are only quoted."""

import pytest

from scripts.model.site import load_site
from scripts.render.article.bibliography import Bibliography
from scripts.render.search.entries import SearchEntry, page_entries
from scripts.render.search.index import as_script, index, worker
from scripts.render.search.synonyms import Synonyms, synonyms_of, with_synonyms
from tests.bench.search.worker import ask

GLOSSARY = """
terms:
  - id: aksi
    locales:
      id: {term: aksi bersama, forms: [aksi warga], avoid: {aksi barengan: Tidak baku.}, definition: D.}
      en: {term: joint action, forms: [large-group action], definition: D.}
"""
PAGE = "---\ntitle: {}\ndescription: D.\n---\n\n{}\n"


@pytest.fixture
def site(make_tree, real_schemas):
    files = {"docs/_data/glossary.yml": GLOSSARY, "docs/index.md": PAGE.format("Beranda", "[[glossary]]")}
    return load_site(make_tree(real_schemas | files))


@pytest.fixture
def found(site, tmp_path):
    """Asks the worker, of an index with the given entries: the addresses that answer each query."""

    def find(entries, *queries, locale="id"):
        (tmp_path / "worker.js").write_text(worker(), encoding="utf-8")
        (tmp_path / "index.js").write_text(as_script(index(site, locale, entries)), encoding="utf-8")
        _, answers = ask(tmp_path / "worker.js", tmp_path / "index.js", [f"{query} " for query in queries])
        return [[result.at for result in answer.results] for answer in answers]

    return find


def section(at, title, text="", **more):
    return SearchEntry(at, "section", title, text, **more)


RULE = SearchEntry("aturan", "service", "W08", "Bukan kerahasian, melainkan kerahasiaan.")
SECRET = section("rahasia", "Kerahasiaan", "Klien dilindungi.")


def test_an_example_on_a_service_page_is_no_known_word(found):
    assert found([RULE, SECRET], "kerahasian") == [["rahasia", "aturan"]]
    assert found([RULE, *[RULE] * 5, SECRET], "kerahasian")[0][0] == "rahasia"


def test_an_example_in_code_is_no_known_word(found):
    quoting = section("daftar", "Daftar ejaan", "Tertulis kerahasian.", quoted="kerahasian")
    assert found([quoting, SECRET], "kerahasian")[0][0] == "rahasia"
    # What a text says in its own words as well is one.
    saying = section("daftar", "Daftar ejaan", "Tertulis kerahasian. Ya, kerahasian.", quoted="kerahasian")
    assert found([saying, SECRET], "kerahasian") == [["daftar"]]


def test_a_service_page_comes_after_others_that_say_the_same(found):
    service = SearchEntry("hosting", "service", "Ujian", "Ujian diuji.")
    assert found([service, section("uji", "Ujian", "Ujian diuji.")], "ujian") == [["uji", "hosting"]]


def test_a_discouraged_spelling_does_not_hide_the_right_word(found):
    term = SearchEntry("glosarium#asesmen", "term", "asesmen", "Penjajakan.", names=(("avoid", "assesmen"),))
    answers = found([term, section("proses", "Asesmen", "Memahami keadaan.")], "assesmen", "asesmen")
    assert set(answers[0]) == set(answers[1]) == {"glosarium#asesmen", "proses"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("unjuk", "Langkah untuk maju."),  # a stop word
        ("seing", "Hal itu sering terjadi."),  # a word that says nothing
        ("modul", "Sebuah model."),  # another short word, by letters that lie far apart
        ("kaset", "Bahwa kawat putus."),
        ("bencana", "Sebuah rencana."),  # a word that there is, though not here
        ("hujan", "Hak asasi human."),
        ("empati", "Ada empat hal."),  # no affix
        ("simpati", "Data disimpan."),
        ("pertanian", "Beberapa pernyataan."),
        ("sepak", "Mereka sepakat."),  # nor the beginning of another
        ("kurus", "Ia mengurus anak."),
        ("str", "Sebuah struktur."),  # nothing to be sure of
        ("19", "Terbit tahun 1987."),
        ("kindle", "Several kinds."),
        ("the", "Of the work."),
        ("apa itu ga", "Itu gambar."),
    ],
)
def test_a_word_is_not_mended_into_one_that_is_not_meant(found, typed, said):
    assert found([section("a", "Judul", said)], typed) == [[]]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nilau", "nilai"),  # the next key
        ("klein", "klien"),  # exchanged
        ("asesmnen", "asesmen"),  # doubled
        ("pemberdyaan", "pemberdayaan"),  # left out
        ("rothmen", "Rothman"),  # another letter of a longer word
        ("oartisipasi", "partisipasi"),  # the first letter
        ("dirahasaikan", "rahasia"),  # below affixes
        ("fleksner", "Flexner"),  # other letters for the same sound
        ("loby", "lobi"),
        ("assessmen", "asesmen"),
        ("klienn", "kliennya"),  # what only forms of one word begin with
    ],
)
def test_one_error_is_mended(found, typed, said):
    assert found([section("a", "Judul", said)], typed) == [["a"]]


def test_words_with_the_same_first_letters_are_meant_before_others(found):
    entries = [section("a", "Kontes"), section("b", "Bontek")]
    assert found(entries, "konte", "kontek") == [["a"], ["a"]]


GLUED = [
    section("etik", "Kode etik", "Aturan profesi."),
    section("jawab", "Hak", "Orang bertanggung jawab. Tanggung jawab sosial."),
    section("diri", "Penentuan diri", "Hak untuk self-determination."),
    section("kuat", "Pemberdayaan", "Bersama masyarakat."),
    section("kerja", "Kolaborasi", "Satu orang bekerja, lain kali sama.", names=(("avoid", "kerjasama"),)),
    section("lain", "Lain", "Jawab dengan kode."),
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kodeetik", "etik"),
        ("kodeetiknya", "etik"),
        ("tanggungjawab", "jawab"),
        ("bertanggungjawab", "jawab"),
        ("tanggungjawabsosial", "jawab"),
        ("selfdetermination", "diri"),
        ("pemberdayaanmasyarakat", "kuat"),  # side by side nowhere
        ("kodeetikk", "etik"),  # and another error
        ("tangungjawab", "jawab"),
        ("selfdeterminaton", "diri"),
        ("kerja sama", "kerja"),  # one blank too many
        ("kerjasama", "kerja"),
        ("pember dayaan", "kuat"),
    ],
)
def test_a_blank_too_few_or_too_many_is_an_error_like_any_other(found, typed, first):
    assert found(GLUED, typed)[0][:1] == [first]


def test_a_word_written_together_somewhere_finds_the_others_too(found):
    entries = [*GLUED, section("satu", "Rujukan", "Sebuah tanggungjawab.")]
    assert set(found(entries, "tanggungjawab")[0]) >= {"jawab", "satu"}


def test_a_word_that_says_nothing_is_not_the_beginning_of_others(site, tmp_path):
    entries = [section("a", "Gabungan", "Sebuah gambar, hampir selesai."), section("b", "Hambatan", "X.")]
    (tmp_path / "worker.js").write_text(worker(), encoding="utf-8")
    (tmp_path / "index.js").write_text(as_script(index(site, "id", entries)), encoding="utf-8")
    _, answers = ask(tmp_path / "worker.js", tmp_path / "index.js", ["ga", "gab", "ham"])
    assert [[result.at for result in answer.results] for answer in answers] == [[], ["a"], ["b"]]


MODELS = [
    section("a", "Model A: pengembangan lokal", "Sebuah model."),
    section("b", "Tiga model", "Model menurut tujuannya; a sampai c."),
    section("c", "Ketujuh prinsip", "Tujuh prinsip."),
    section("d", "Prinsip", "Prinsip pekerja sosial."),
    section("e", "Tugas pekerja sosial", "Menimbang banyak hal."),
    SearchEntry("aturan", "service", "Aturan 7", "Sampai 7 baris."),
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("model a", "a"),  # a letter is a name there
        ("apa itu model a", "a"),
        ("7 prinsip", "c"),  # a number is a word
        ("tugas peksos", "e"),  # short for two words
        ("gimana tugas peksos dgn prinsip2", "e"),
        ("prinsip2", "d"),
        ("menimbang-nimbang", "e"),
    ],
)
def test_what_is_written_short_is_read_as_meant(found, typed, first):
    assert found(MODELS, typed)[0][:1] == [first]


def test_who_does_what_a_borrowed_word_names_belongs_to_it(found):
    entries = [section("a", "Negosiasi"), section("b", "Sertifikat"), section("c", "Masyarakat")]
    typed = ["negosiator", "bernegosiasi", "sertifikasi", "bersertifikat", "masyarakat"]
    assert found(entries, *typed) == [["a"], ["a"], ["b"], ["b"], ["c"]]


def test_a_service_page_does_not_push_others_out(found):
    entries = [
        SearchEntry("hosting", "service", "Dinas", "Kantor dinas."),
        *(section(f"s{n}", "Sosial") for n in range(9)),
    ]
    assert len(found(entries, "dinas sosial")[0]) == 10


def test_a_word_that_something_is_called_by_is_not_taken_apart(found):
    entries = [section("a", "Casework"), section("b", "Kasus", "A case work of its own, case by case.")]
    assert found(entries, "casework") == [["a"]]


def test_other_words_become_names_of_what_is_called_so(site):
    groups = synonyms_of(site, "id", {"aksi bersama": ["unjuk rasa"]})
    entries = [
        section("a", "Aksi warga dan lobi"),
        section("b", "Lobi", "Bukan aksi bersama."),
        SearchEntry("c", "term", "aksi bersama", names=(("avoid", "aksi barengan"),)),
    ]
    assert [entry.names for entry in with_synonyms(entries, groups)] == [
        (("also", "unjuk rasa dan lobi"), ("avoid", "aksi barengan dan lobi")),
        (),
        (("avoid", "aksi barengan"), ("also", "unjuk rasa")),
    ]


def test_other_forms_of_a_term_become_names_of_what_is_called_by_it(site):
    entries = [section("a", "Aksi bersama"), section("b", "Aksi warga")]
    assert [entry.names for entry in with_synonyms(entries, synonyms_of(site, "id", {}))] == [
        (("avoid", "aksi barengan"), ("forms", "aksi warga")),
        (("avoid", "aksi barengan"),),
    ]


def test_what_a_title_says_is_no_other_name_of_it():
    groups = [Synonyms(("lokal",), "forms", ("Model A", "setempat"))]
    (entry,) = with_synonyms([section("a", "Model A: lokal")], groups)
    assert entry.names == (("forms", "Model A: setempat"),)


def test_a_discouraged_form_of_the_other_language_hides_no_error(found):
    term = SearchEntry("istilah", "term", "asesmen", names=(("equivalent", "assessment"), ("misnomer", "asesment")))
    assert set(found([term, section("proses", "Asesmen")], "asessmen")[0]) == {"istilah", "proses"}


def test_other_words_lead_to_texts_where_nothing_is_called_so():
    groups = [Synonyms(("bahan ajar",), "also", ("modul",))]
    entries = [
        section("a", "Sumber", "Menurut bahan ajar itu."),
        section("b", "Sumber", "Bahan lain."),
        SearchEntry("c", "service", "Sumber", "Bahan ajar."),
    ]
    assert [entry.names for entry in with_synonyms(entries, groups)] == [(("also", "modul"),), (), ()]


def test_other_words_are_found_in_all_their_forms(found):
    groups = [Synonyms(("aksi bersama",), "also", ("demonstrasi", "unjuk rasa"))]
    entries = with_synonyms(
        [section("aksi", "Aksi bersama", "X."), section("lain", "Lain", "Perasaan untuk itu.")], groups
    )
    typed = ["demonstrasi", "berdemonstrasi", "demontrasi", "unjuk rasa", "unjukrasa"]
    assert [answer[:1] for answer in found(entries, *typed)] == [["aksi"]] * len(typed)


def test_english_ones_are_found_in_the_plural():
    groups = [Synonyms(("purpose",), "also", ("objective", "aim"))]
    (entry,) = with_synonyms([section("a", "The purposes of the work")], groups)
    assert entry.names == (("also", "The objective of the work"), ("also", "The aim of the work"))
    assert with_synonyms([section("a", "The purposeful work")], groups)[0].names == ()


def test_code_is_told_from_text(site):
    html = '<h2 id="a">A</h2><p>Tulis <code>docs/x</code>, lalu:</p><pre><code>make check</code></pre>'
    entry = page_entries(site, site.pages["index", "id"], None, html)[-1]
    assert (entry.text, entry.quoted) == ("Tulis docs/x, lalu:\nmake check", "docs/x\nmake check")


def test_pages_about_the_making_of_the_site_are_told_from_others(make_tree):
    tree = make_tree({f"docs/{slug}.md": PAGE.format("A", "A.") for slug in ("index", "isi", "cara")})
    settings = (tree / "mkdocs.yml").read_text(encoding="utf-8")
    (tree / "mkdocs.yml").write_text(settings + "\nextra:\n  service_pages: [cara]\n", encoding="utf-8")
    site = load_site(tree)
    html = '<h2 id="a">A</h2><p>Satu.</p><div class="admonition" id="n"><p>Dua.</p></div>'
    kinds = {
        slug: [each.kind for each in page_entries(site, site.pages[slug, "id"], None, html)]
        for slug in ("index", "isi", "cara")
    }
    assert kinds == {
        "index": ["aside", "aside", "note"],
        "isi": ["page", "section", "note"],
        "cara": ["service"] * 3,
    }


def test_what_an_entry_says_is_text(make_tree, real_schemas):
    works = """
references:
  - id: satu
    status: verified
    csl:
      type: book
      author: [{family: Rothman, given: J.}, {family: Tropman, given: J. E.}]
      issued: {date-parts: [[1987]]}
      title: A & B
"""
    files = {"docs/_data/references.yml": works, "docs/index.md": PAGE.format("R & D", "[[references]]")}
    site = load_site(make_tree(real_schemas | files))
    html = '<div class="reference" id="satu"><p>Rothman &amp; Tropman. A &amp; B.</p></div>'
    entries = page_entries(site, site.pages["index", "id"], Bibliography(site.references, "id"), html)
    assert [(entry.title, entry.text) for entry in entries] == [
        ("R & D", "D."),
        ("Rothman & Tropman, 1987", "Rothman & Tropman. A & B."),
    ]
