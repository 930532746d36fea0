"""How near-repetitions are found: one word changed in a list printed twice, and what stays below the line."""

from scripts.checks.duplicates.alike import similar, worded
from scripts.core.place import Place
from scripts.model.markdown.source import Source
from scripts.model.page import Page
from scripts.model.passages import Passage
from scripts.model.site import load_site

LIST = [
    "Mula-mula pertolongan datang dari keluarga, lalu dari tetangga dan sukarelawan yang bekerja tanpa bayaran.",
    "Kemudian lembaga mulai mempekerjakan petugas tetap, sehingga pertolongan menjadi sebuah pekerjaan.",
    "Akhirnya pendidikan khusus menjadi syarat bagi siapa pun yang hendak menyandang sebutan itu.",
]


def page(*texts):
    passages = tuple(Passage(text, Place("docs/a.md", number + 1)) for number, text in enumerate(texts))
    return Page("docs/a.md", "a", "id", Source.of("docs/a.md", ""), passages=passages)


def pairs(*texts):
    return [(later.passage.text, earlier.passage.text) for later, earlier, _ in similar(worded(None)(page(*texts)))]


def test_a_list_printed_twice_with_one_word_changed_is_found_item_by_item():
    again = [LIST[0].replace("sukarelawan", "relawan"), *LIST[1:]]
    assert pairs(*LIST, *again) == list(zip(again, LIST, strict=True))


def test_case_and_punctuation_do_not_hide_a_repetition():
    assert pairs(LIST[0], LIST[0].upper().replace(",", " –")) == [(LIST[0].upper().replace(",", " –"), LIST[0])]


def test_different_passages_with_a_common_beginning_are_let_be():
    other = "Mula-mula pertolongan datang dari keluarga, dan di banyak desa sampai kini memang tetap demikian adanya."
    assert pairs(LIST[0], other) == []


def test_short_passages_may_repeat():
    assert pairs("Lihat halaman berikutnya.", "Lihat halaman berikutnya.") == []


def test_each_passage_is_compared_with_few_others_however_many_there_are():
    filler = [
        f"Kalimat nomor {n} berbicara tentang hal {n * 7} di tempat {n * 13} pada waktu {n * 17}." for n in range(3000)
    ]
    assert pairs(LIST[0], *filler, LIST[0]) == [(LIST[0], LIST[0])]


def test_a_passage_right_after_the_one_it_repeats_has_its_own_place(make_tree):
    item = "- The social worker listens to people who have told nobody of their trouble.\n"
    site = load_site(make_tree({"docs/a.md": f"# A\n\n{item}{item}\n{item}"}))
    assert [passage.place.line for passage in site.pages["a", "id"].passages] == [3, 4, 6]


def test_of_two_like_passages_on_a_page_the_later_one_is_shown(make_tree):
    text = f"---\ntitle: A\n---\n\n{LIST[0]}\n\n- {LIST[0]}\n\n> {LIST[0]}\n"
    passages = load_site(make_tree({"docs/a.md": text})).pages["a", "id"].passages
    assert [(passage.place.line, passage.place.column) for passage in passages] == [(5, 1), (7, 3), (9, 3)]
