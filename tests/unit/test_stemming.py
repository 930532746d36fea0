"""What brings the forms of a word together in the search: roots of Indonesian words, stems and kin of English ones."""

import json
import re
from collections import Counter
from itertools import product

import pytest
import snowballstemmer

from scripts.render.search.index import WORKER_PARTS, as_script, words, worker
from tests.bench.search.worker import ask, run_node
from tests.support.indonesian_forms import ROOTS, forms, nasal
from tests.support.project import ROOT

SCATTERED = words()["id"]["roots"]
LISTED = [*SCATTERED, *words()["id"]["whole"]]
ENGLISH_ENDINGS = [
    *("", "s", "es", "ed", "ing", "ly", "er", "ment", "ness", "ful", "fulness", "able", "ism", "ist", "ize", "ized"),
    *("ization", "ational", "ative", "iveness", "ality", "ously", "ously", "ements", "ical", "icate", "iciti", "ible"),
]


def run(function: str, given: list[str]) -> list:
    parts = "\n".join(
        (WORKER_PARTS / f"{part}.js").read_text() for part in ("words", "indonesian", "english", "lexicon")
    )
    script = f'{parts}\nconst given = JSON.parse(require("fs").readFileSync(0, "utf8"));'
    return run_node(f"{script}\nconsole.log(JSON.stringify(given.words.map({function})));", {"words": given})


def site_words(pattern: str) -> list[str]:
    found = set()
    for file in (ROOT / "docs").rglob(pattern):
        found |= set(re.findall(r"[a-z]{3,}", file.read_text(encoding="utf-8").casefold()))
    return sorted(found)


@pytest.fixture
def found_by(tmp_path):
    """Asks the worker, of an index with one entry for each text: the numbers of the texts that meet each query."""

    def find(texts, queries, language="id"):
        index = {
            "language": language,
            "other": "en" if language == "id" else "id",
            "labels": {},
            "stop": [],
            "hollow": [],
            "roots": LISTED,
            "families": words()["en"]["families"],
            "correct": [],
            "short": {},
            "instead": {},
            "entries": [
                {"at": f"{at}.html", "kind": "page", "title": f"{at}", "text": text} for at, text in enumerate(texts)
            ],
        }
        (tmp_path / "worker.js").write_text(worker(), encoding="utf-8")
        (tmp_path / "index.js").write_text(as_script(index), encoding="utf-8")
        # The blank says that the word is finished.
        _, answers = ask(tmp_path / "worker.js", tmp_path / "index.js", [f"{query} " for query in queries])
        return [[int(result.at.removesuffix(".html")) for result in answer.results] for answer in answers]

    return find


MADE = {
    "the root": lambda root: root,
    "meN-": lambda root: nasal("me", root),
    "peN-an": lambda root: nasal("pe", root) + "an",
    "di-kan": lambda root: f"di{root}kan",
    "ke-an": lambda root: f"ke{root}an",
    "-an": lambda root: f"{root}an",
}


@pytest.mark.parametrize("made", MADE)
def test_forms_of_a_root_meet_whichever_of_them_is_written(made, found_by):
    queries = [(at, form) for at, root in enumerate(ROOTS) for form in dict.fromkeys(forms(root))]
    found = found_by([MADE[made](root) for root in ROOTS], [form for _, form in queries])
    missed = Counter(at in places for (at, _), places in zip(queries, found, strict=True))
    astray = sum(1 for (at, _), places in zip(queries, found, strict=True) if set(places) - {at})
    assert len(ROOTS) >= 150
    assert missed[True] / len(queries) >= 0.985
    assert astray / len(queries) <= 0.005


NAMED = {
    "peran": ["peranan", "perankan", "berperan"],
    "memberi": ["berikan", "pemberian", "diberikan", "beri"],
    "merawat": ["perawatan", "perawat", "dirawat", "rawat"],
    "mengerti": ["dimengerti", "pengertian"],
    "tegas": ["penegasan", "menegaskan"],
    "nomor": ["penomoran", "menomori"],
    "cepat": ["percepatan", "mempercepat"],
    "cetak": ["cetakan", "percetakan"],
    "tukar": ["menukar", "penukaran", "pertukaran"],
    "malu": ["memalukan", "pemalu"],
    "kabur": ["mengaburkan", "pengaburan"],
    "main": ["pemain", "memainkan", "permainan"],
    "khas": ["kekhasan"],
    "berdampingan": ["pendampingan", "mendampingi", "damping"],
    "terima": ["menerima", "penerimaan", "keberterimaan"],
    "permukaan": ["muka", "memukai"],
    "mengebom": ["bom", "pengeboman"],
    "bekerja": ["pekerjaan", "mengerjakan", "kerjanya"],
    "pelajaran": ["belajar", "mengajar", "pembelajaran", "pelajar"],
    "disebabkan": ["penyebab", "menyebabkan", "sebabnya"],
    "dinilainya": ["penilaian", "nilai"],
}
# Words of an index, and typed words that have the roots of the first of them alone.
APART = {
    "sebab bab": ["penyebab", "disebabkan"],
    "memberi ikan": ["berikan", "memberikan"],
    "terapi terap": ["terapinya"],
    "penerapan terapi": ["terapkan", "diterapkan"],
    "makalah maka": ["makalahnya"],
    "peran perang": ["peranan", "berperan"],
    "menanggapi anggapan": ["tanggapan"],
    "pekerjaan erjaan": ["mengerjakan"],
}


def test_words_that_begin_like_a_prefix_meet_their_own(found_by):
    texts = list(NAMED)
    queries = [(at, query) for at, (_, queries) in enumerate(NAMED.items()) for query in queries]
    found = found_by(texts, [query for _, query in queries])
    assert [(texts[at], query) for (at, query), places in zip(queries, found, strict=True) if at not in places] == []


@pytest.mark.parametrize("index", APART)
def test_words_that_only_look_akin_do_not_meet(index):
    first, second = index.split()
    family = f"""(typed) => {{
      const lexicon = new Lexicon(rootsOf, {json.dumps(LISTED)}, String);
      for (const word of ["{first}", "{second}"]) lexicon.number(word);
      return lexicon.family(typed).map((number) => lexicon.words[number]);
    }}"""
    assert run(family, APART[index]) == [[first]] * len(APART[index])


def test_each_root_is_scattered_by_snowball():
    indonesian = snowballstemmer.stemmer("indonesian").stemWord
    given = [(form, root) for root, made in SCATTERED.items() for form in made]
    # A root that stands among its own forms is there because the algorithm takes it apart ("terapi" → "api").
    needless = [form for form, root in given if indonesian(form) == (root if form == root else indonesian(root))]
    assert needless == []
    finder = f"(word) => new Lexicon(rootsOf, {json.dumps(LISTED)}, String).candidates(word)"
    assert [
        root
        for (_, root), found in zip(given, run(finder, [form for form, _ in given]), strict=True)
        if root not in found
    ] == []


def test_the_lists_of_words_say_nothing_twice():
    for locale, known in words().items():
        for name in ("stop", "hollow", "whole", "correct"):
            listed = known.get(name, [])
            assert (locale, name, [word for word, count in Counter(listed).items() if count > 1]) == (locale, name, [])
        synonyms = Counter(word for head, others in known["synonyms"].items() for word in {head, *others})
        assert [word for word, count in synonyms.items() if count > 1 and word not in known["synonyms"]] == []
        assert set(synonyms).isdisjoint(known["stop"])
    assert set(words()["id"]["roots"]).isdisjoint(words()["id"]["whole"])


def test_english_stems_are_those_of_porter():
    reference = snowballstemmer.stemmer("porter").stemWord
    bases = site_words("*.en.md")
    given = sorted({base + ending for base, ending in product(bases, ENGLISH_ENDINGS)})
    assert len(given) > 30_000
    different = [
        (word, stem) for word, stem in zip(given, run("stemEnglish", given), strict=True) if stem != reference(word)
    ]
    assert different == []


KIN = [
    ["empower", "empowers", "empowering", "empowered", "empowerment"],
    ["organise", "organize", "organising", "organisation", "organization", "organisations", "organizer", "organisers"],
    ["counsel", "counselling", "counselor", "counsellors", "counseling"],
    ["policy", "policies"],
    ["community", "communities"],
    ["analysis", "analyses", "analyse", "analyzed", "analytic"],
    ["crisis", "crises"],
    ["practise", "practice", "practices", "practising", "practitioner"],
    ["intervene", "intervention", "intervening"],
    ["persuade", "persuasion", "persuasive"],
    ["decide", "decision", "decisions", "deciding"],
    ["behaviour", "behavior", "behavioural"],
    ["supervise", "supervisor", "supervision"],
    ["refer", "referral", "referred", "referring"],
    ["objective", "objectives"],
    ["volunteer", "volunteers", "volunteering", "voluntary", "voluntarism"],
    ["organization", "organizational", "organisationally"],
    ["certify", "certified", "certificate", "certification"],
    ["plan", "planning", "planner", "planners"],
]


@pytest.mark.parametrize("family", KIN, ids=lambda family: family[0])
def test_english_kin_share_their_root(family):
    find = f"englishRootFinder({json.dumps(words()['en']['families'])})"
    assert len({tuple(root) for root in run(f"(word) => ({find})(word)", family)}) == 1


def test_english_words_that_are_not_akin_stay_apart():
    find = f"englishRootFinder({json.dumps(words()['en']['families'])})"
    given = ["four", "for", "our", "or", "hour", "worker", "work", "basis", "basic"]
    assert len({tuple(root) for root in run(f"(word) => ({find})(word)", given)}) == len(given)
