import pytest

from scripts.core.matcher import Matcher

INDONESIAN = Matcher(
    [
        ("klien", "klien"),
        ("nilai", "nilai"),
        ("tugas kehidupan", "tugas-kehidupan"),
        ("pekerja", "pekerja"),
        ("pekerja sosial", "pekerja-sosial"),
        ("pekerjaan sosial", "pekerjaan-sosial"),
        ("metode pekerjaan sosial", "metode"),
        ("relasi antar-manusia", "relasi"),
    ],
    "id",
)
ENGLISH = Matcher(
    [("client", "client"), ("social work", "social-work"), ("social worker", "social-worker"), ("worker", "worker")],
    "en",
)


def found(matcher, text):
    return [(match.key, text[match.start : match.end]) for match in matcher.find(text)]


def found_all(matcher, text):
    return [(match.key, text[match.start : match.end]) for match in matcher.find_all(text)]


@pytest.mark.parametrize(
    "word",
    [
        "klien",
        "kliennya",
        "klienku",
        "klienmu",
        "klienlah",
        "klienkah",
        "klienpun",
        "kliennyalah",
        "klienmukah",
        "klienkupun",
        "klien-klien",
        "klien-kliennya",
        "klien-kliennyalah",
        "Klien",
        "KLIEN",
        "KlienNya",
        "KLIEN-KLIEN",
        "Klien-klien",
    ],
)
def test_an_indonesian_word_with_its_endings_and_plural(word):
    assert found(INDONESIAN, f"Bagi {word} itu.") == [("klien", word)]


@pytest.mark.parametrize(
    "word",
    ["klienan", "berklien", "klienlahnya", "klienx", "xklien", "klien1", "klien_", "kliennyaku", "klien-nilai", "klie"],
)
def test_a_longer_or_shorter_word_is_another_word(word):
    assert found(INDONESIAN, f"Bagi {word} itu.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nilai-nilai", [("nilai", "nilai-nilai")]),
        ("nilai-nilainya", [("nilai", "nilai-nilainya")]),
        ("tugas-tugas kehidupan", [("tugas-kehidupan", "tugas-tugas kehidupan")]),
        ("tugas kehidupannya", [("tugas-kehidupan", "tugas kehidupannya")]),
        ("tugas-tugas kehidupannyalah", [("tugas-kehidupan", "tugas-tugas kehidupannyalah")]),
        ("relasi antar-manusia", [("relasi", "relasi antar-manusia")]),
        ("menilai-nilai", []),
        ("nilai-nilai-nilai", []),
        ("-", []),
        ("tugasnya kehidupan", []),
        ("tugas", []),
        ("tugas yang kehidupan", []),
    ],
)
def test_indonesian_plurals_and_phrases(text, expected):
    assert found(INDONESIAN, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pekerja sosial", [("pekerja-sosial", "pekerja sosial")]),
        ("pekerja keras", [("pekerja", "pekerja")]),
        ("pekerja-pekerja sosial", [("pekerja-sosial", "pekerja-pekerja sosial")]),
        ("metode pekerjaan sosial", [("metode", "metode pekerjaan sosial")]),
        ("pekerja sosial pekerja", [("pekerja-sosial", "pekerja sosial"), ("pekerja", "pekerja")]),
    ],
)
def test_the_longest_form_wins(text, expected):
    assert found(INDONESIAN, text) == expected


@pytest.mark.parametrize("gap", [" ", "  ", "\n", " \n ", "\t", "\u00a0"])
def test_any_white_space_may_stand_between_the_words(gap):
    text = f"Seorang pekerja{gap}sosial datang."
    assert found(INDONESIAN, text) == [("pekerja-sosial", f"pekerja{gap}sosial")]


@pytest.mark.parametrize("gap", [", ", ". ", " – ", "/", " (", "; ", ": ", "-", ""])
def test_punctuation_between_the_words_parts_them(gap):
    assert "pekerja-sosial" not in [key for key, _ in found(INDONESIAN, f"Seorang pekerja{gap}sosial datang.")]


@pytest.mark.parametrize("text", ["“klien”", "(klien)", "klien,", "klien.", "—klien—", "‘klien’", "*klien*"])
def test_punctuation_around_a_word_is_not_part_of_it(text):
    assert found(INDONESIAN, text) == [("klien", "klien")]


@pytest.mark.parametrize("word", ["client", "client's", "client’s", "Client", "CLIENT'S"])
def test_an_english_word_and_its_possessive(word):
    assert found(ENGLISH, f"For the {word} sake.") == [("client", word)]


@pytest.mark.parametrize("word", ["clientnya", "clientlah", "clientpun", "client-client", "clients", "client'll"])
def test_english_has_no_clitics_and_no_plural_by_doubling(word):
    assert found(ENGLISH, f"For the {word} sake.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("social worker’s", [("social-worker", "social worker’s")]),
        ("social’s worker", [("worker", "worker")]),
        ("social\nwork", [("social-work", "social\nwork")]),
        ("social. Work", []),
        ("social works", []),
    ],
)
def test_english_phrases(text, expected):
    assert found(ENGLISH, text) == expected


@pytest.mark.parametrize("word", ["kliennya", "klien-klien", "klien's"])
def test_an_unknown_language_knows_whole_words_only(word):
    matcher = Matcher([("klien", "klien")], "fr")
    assert found(matcher, word) == []
    assert found(matcher, "le klien") == [("klien", "klien")]


def test_find_all_gives_nested_matches_too():
    assert found_all(INDONESIAN, "metode pekerjaan sosial") == [
        ("metode", "metode pekerjaan sosial"),
        ("pekerjaan-sosial", "pekerjaan sosial"),
    ]
    assert sorted(found_all(ENGLISH, "a social worker")) == [("social-worker", "social worker"), ("worker", "worker")]


def test_find_all_gives_every_entry_that_claims_a_form():
    matcher = Matcher([("kasus", "a"), ("kasus", "b")], "id")
    assert sorted(found_all(matcher, "kasus")) == [("a", "kasus"), ("b", "kasus")]
    assert len(found(matcher, "kasus")) == 1


def test_matches_do_not_overlap():
    matcher = Matcher([("a b", "first"), ("b c", "second"), ("c d", "third")], "en")
    assert found(matcher, "a b c d") == [("first", "a b"), ("third", "c d")]


def test_matches_come_from_left_to_right_with_their_offsets():
    assert [(match.start, match.end) for match in INDONESIAN.find("Klien, nilai; 🙂 klien")] == [
        (0, 5),
        (7, 12),
        (16, 21),
    ]


@pytest.mark.parametrize("text", ["", " ", "…", "🙂", "-", "'"])
def test_a_text_without_words_has_no_matches(text):
    assert found(INDONESIAN, text) == []


@pytest.mark.parametrize("form", ["", " ", "…"])
def test_a_form_without_words_matches_nothing(form):
    assert found(Matcher([(form, "nothing"), ("a", "a")], "id"), "a … b") == [("a", "a")]


def test_a_form_in_capitals_is_found_in_any_case():
    assert found(Matcher([("NASW", "nasw")], "en"), "NASW and nasw") == [("nasw", "NASW"), ("nasw", "nasw")]


@pytest.mark.parametrize("text", ["//klien.example/a", "doi 10.1000/klien.3", "C:\\klien\\a", "@klien@a.example"])
def test_an_address_of_any_kind_holds_no_term(text):
    assert found(INDONESIAN, text) == []
    assert found(INDONESIAN, f"{text} dan klien") == [("klien", "klien")]


@pytest.mark.parametrize(
    "text",
    [
        "TUGAS\n kehidupannya",
        "tugas-tugas kehidupan",
        "re\xadlasi antar\u2011manusia",
        "pekerja-pekerja",
    ],
)
def test_what_is_found_may_be_found(text):
    assert found_all(INDONESIAN, text)
    assert INDONESIAN.may_find(text)


@pytest.mark.parametrize("text", ["tugaskehidupan", "relasi antar manusia", "metode", ""])
def test_words_that_are_no_form_together_cannot_be_found(text):
    assert not INDONESIAN.may_find(text)
