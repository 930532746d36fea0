"""The stemmers of the search, in JavaScript, beside those of the snowballstemmer package, word for word."""

import re
from itertools import product
from pathlib import Path

import pytest
import snowballstemmer

from scripts.bench_search.worker import run_node
from scripts.render.search import WORKER_PARTS, words

ROOT = Path(__file__).parents[1]
ROOTS = words()["id"]["roots"]
# Every affix that the Indonesian algorithm knows, in combinations that occur and some that do not.
PREFIXES = [
    *("", "me", "meng", "mem", "meny", "men", "di", "ter", "ke", "pe", "peng", "pem", "peny", "pen", "ber", "per"),
    *("be", "bel", "pel", "memper", "diper", "keber", "pember", "memeng", "dipel"),
]
SUFFIXES = ["", "kan", "an", "i", "nya", "ku", "mulah", "pun", "annya", "kannyakah"]
ENGLISH_ENDINGS = [
    *("", "s", "es", "ed", "ing", "ly", "er", "ment", "ness", "ful", "fulness", "able", "ism", "ist", "ize", "ized"),
    *("ization", "ational", "ative", "iveness", "ality", "ously", "ously", "ements", "ical", "icate", "iciti", "ible"),
]


def run(function: str, given: list[str]) -> list[str]:
    parts = "\n".join((WORKER_PARTS / f"{part}.js").read_text() for part in ("indonesian", "roots", "english"))
    script = f'{parts}\nconst given = JSON.parse(require("fs").readFileSync(0, "utf8"));'
    return run_node(f"{script}\nconsole.log(JSON.stringify(given.words.map({function})));", {"words": given})


def site_words(pattern: str) -> list[str]:
    found = set()
    for file in (ROOT / "docs").rglob(pattern):
        found |= set(re.findall(r"[a-z]{3,}", file.read_text(encoding="utf-8").casefold()))
    return sorted(found)


@pytest.fixture(scope="module")
def indonesian():
    return snowballstemmer.stemmer("indonesian").stemWord


def test_indonesian_stems_are_those_of_snowball(indonesian):
    bases = [word for at, word in enumerate(site_words("*.md")) if at % 4 == 0]
    forms = {f"{before}{base}{after}" for before, base, after in product(PREFIXES, bases, SUFFIXES)}
    given = sorted({*site_words("*.md"), *forms, *ROOTS, "belajar", "pelajaran", "dibelajarkan"})
    assert len(given) > 100_000
    different = [
        (word, stem) for word, stem in zip(given, run("stemIndonesian", given), strict=True) if stem != indonesian(word)
    ]
    assert different == []


def test_english_stems_are_those_of_porter():
    reference = snowballstemmer.stemmer("porter").stemWord
    bases = site_words("*.en.md")
    given = sorted({base + ending for base, ending in product(bases, ENGLISH_ENDINGS)})
    assert len(given) > 30_000
    different = [
        (word, stem) for word, stem in zip(given, run("stemEnglish", given), strict=True) if stem != reference(word)
    ]
    assert different == []


def test_each_root_is_needed_and_gathers_its_forms(indonesian):
    forms = [(form, root) for root, given in ROOTS.items() for form in given]
    # A root that stands among its own forms is there because the algorithm takes it apart ("terapi" → "api").
    needless = [form for form, root in forms if indonesian(form) == (root if form == root else indonesian(root))]
    assert needless == []
    finder = f"rootFinder({list(ROOTS)!r})"
    assert run(finder, [form for form, _ in forms]) == [root for _, root in forms]
    further = {"dinilainya": "nilai", "kekeluargaanlah": "keluarga", "menolongnya": "tolong", "pengetahuanku": "tahu"}
    assert run(finder, list(further)) == list(further.values())


def test_roots_take_nothing_that_is_not_theirs():
    strangers = [
        "setuju",
        "seragam",
        "klien",
        "asesmen",
        "masyarakat",
        "tahun",
        "kurus",
        "urus",
        "olong",
        "buku",
    ]
    assert run(f"((word) => rootFinder({list(ROOTS)!r})(word) || '')", strangers) == [""] * len(strangers)


@pytest.mark.parametrize(
    "family",
    [
        ["rahasia", "merahasiakan", "dirahasiakan", "kerahasiaan"],
        ["memberdayakan", "pemberdayaan", "berdaya"],
        ["menilai", "penilaian", "nilai"],
        ["asesmen", "asesmennya"],
        ["klien", "kliennya"],
        ["keluarga", "kekeluargaan", "keluarganya"],
    ],
)
def test_forms_of_one_word_share_their_stem(family):
    stem = f"((find) => (word) => find(word) || stemIndonesian(word))(rootFinder({list(ROOTS)!r}))"
    assert len(set(run(stem, family))) == 1
