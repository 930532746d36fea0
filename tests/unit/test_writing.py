"""What family W must get right beyond its fixtures: the words of a page, affixes, and a linter that does not run."""

import pytest

from scripts.checks import RULES
from scripts.checks.writing import linter
from scripts.checks.writing.affixes import simpler
from scripts.checks.writing.dictionary import Dictionary, ListedWord, split, spoken
from scripts.checks.writing.naming import measures
from scripts.model.markdown.markup import parse_html
from scripts.model.site import load_site

PAGE = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\n"


def _words(html, locale):
    return [(word, language) for text, language in spoken(parse_html(html), locale) for word in split(text)]


def found(root, code):
    return [f"{i.path}:{i.line}:{i.column} {i.message} {i.hint}" for i in RULES[code].issues(load_site(root))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dan/atau, nilai-nilai; “klien”", ["dan", "atau", "nilai-nilai", "klien"]),
        ("NASW 1990-an ke-3 A4 x", []),
        ("https://contoh.org/kata nilai.en.md halo@contoh.org www.contoh.org", []),
        ("client’s don't", ["client's", "don't"]),
        ("e\u0301lan se\u2011Indonesia", ["élan", "se-Indonesia"]),
    ],
)
def test_a_text_is_split_into_words_that_a_dictionary_can_judge(text, expected):
    assert list(split(text)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><em>klien</em>nya dan <strong>k</strong>erja</p>", ["kliennya", "dan", "kerja"]),
        ("<table><tr><td>satu</td><td>dua</td></tr></table>", ["satu", "dua"]),
        ("<p>satu<br>dua<sup>1</sup> <code>kode</code>-nya</p>", ["satu", "dua"]),
        ("<ul><li>satu<ul><li>dua</li></ul>tiga</li></ul>", ["satu", "dua", "tiga"]),
        ("<p>[[glossary]]</p>", []),
    ],
)
def test_inline_tags_join_words_and_blocks_part_them(html, expected):
    assert [word for word, _ in _words(html, "id")] == expected


def test_a_passage_in_another_language_keeps_its_language():
    html = '<p>kata <em lang="en">the <span lang="id">nilai</span> word</em> lagi</p>'
    assert sorted(_words(html, "id")) == [
        ("kata", "id"),
        ("lagi", "id"),
        ("nilai", "id"),
        ("the", "en"),
        ("word", "en"),
    ]


@pytest.mark.parametrize(
    ("word", "simple"),
    [
        ("kliennyalah", "klien"),
        ("antarwarga", "warga"),
        ("ditelusuri", "menelusuri"),
        ("disandang", "menyandang"),
        ("dipertegas", "mempertegas"),
        ("tercetak", "mencetak"),
        ("kirimkanlah", "mengirimkan"),
        ("keberagaman", "beragam"),
        ("ketidaksepakatan", "sepakat"),
    ],
)
def test_indonesian_words_are_led_back_to_simpler_ones(word, simple):
    assert simple in simpler(word, "id")


def test_what_looks_like_a_form_and_is_a_mistake_is_not_known():
    dictionary = Dictionary("id", [], [])
    for word in ("dirumah", "disamping", "dipihak", "berkerja", "perkerjaan", "kerahasian", "nilai-nilay", "日本"):
        assert not dictionary.knows(word), word
    assert dictionary.suggest("日本") == []
    assert dictionary.suggest("berkerja")[0] == "bekerja"


def test_an_entry_is_needed_only_when_a_word_is_unknown_without_it():
    entries = [
        ListedWord("rinci", "catat", 1),
        ListedWord("Zastrow", "", 2),
        ListedWord("klien", "", 3),
        ListedWord("Zastrow", "", 4),
    ]
    unknown, unneeded = Dictionary("id", ["luhpuri"], entries).unknown(
        ["dirincinya", "Zastrow", "klien", "Luhpuri", "salahh"]
    )
    assert unknown == {"salahh"}
    assert [entry.line for entry in unneeded] == [3, 4]


def test_a_linter_that_is_missing_or_fails_is_one_finding(make_tree, monkeypatch, tmp_path):
    root = make_tree({"docs/nilai.md": PAGE + "Kata.   \n"})
    assert "docs/nilai.md:6:6 untidy Markdown: 3 trailing spaces found (MD009)" in found(root, "W07")[0]
    with monkeypatch.context() as patch:
        patch.setattr(linter.shutil, "which", lambda *_, **__: None)
        (only,) = found(root, "W07")
        assert only.startswith("mkdocs.yml:1:1 the Markdown linter rumdl cannot be run: it is not installed")
    with monkeypatch.context() as patch:
        patch.setattr(linter, "_CONFIG", tmp_path / "absent.toml")
        (only,) = found(root, "W07")
        assert only.startswith("mkdocs.yml:1:1 the Markdown linter rumdl cannot be run: ")
    with monkeypatch.context() as patch:
        patch.setattr(linter.shutil, "which", lambda *_, **__: str(tmp_path))
        (only,) = found(root, "W07")
        assert "cannot be run: it cannot be started: Permission denied" in only


def test_no_other_configuration_of_the_linter_is_read(make_tree):
    disabling = '[global]\ndisable = ["MD009"]\n'
    root = make_tree(
        {
            "docs/nilai.md": PAGE + "<!-- rumdl-disable-file MD009 -->\nKata.   \n",
            ".rumdl.toml": disabling,
            "docs/.rumdl.toml": disabling,
            ".markdownlintignore": "docs\n",
        }
    )
    assert len(found(root, "W07")) == 1


def test_no_spelling_while_terms_and_names_cannot_be_read(make_tree, real_schemas):
    page = {**real_schemas, "docs/nilai.md": PAGE + "Kata yang kliru.\n"}
    assert len(found(make_tree(page), "W08")) == 1
    assert found(make_tree({**page, "docs/_data/glossary.yml": "terms: [\n"}), "W08") == []


def test_the_rule_says_the_limits_that_it_measures_by():
    for key in ("title", "description"):
        assert f"{measures()[key]['least']} to {measures()[key]['most']}" in RULES["W01"].check.__doc__
