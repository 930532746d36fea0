"""What pages offer to those who study: key sentences in short, and questions."""

import lxml.html
import pytest

from scripts.checks import check_site
from scripts.commands.stamp import main as stamp
from scripts.model.questions import ORDER, drawn_questions
from scripts.model.site import load_site
from scripts.render.article.rendered import rendered
from scripts.render.article.study import mixed
from scripts.render.steps import ground_of
from scripts.status.report import Report
from tests.support.project import lay_project

QUESTIONS = """\
- id: rahasia
  section: kerahasiaan
  kind: choice
  level: apply
  domain: values
  text:
    id: Siapa yang boleh tahu, *dan* kapan?
    en: Who may know, *and* when?
  options:
    - text: {id: Tidak ada, en: Nobody}
      right: true
      why: {id: Rahasia dijaga., en: Secrets are kept.}
    - text: {id: Tetangga, en: Neighbours}
      why: {id: Mereka bukan pihaknya., en: They are no party to it.}
      see: nilai#harkat
    - text: {id: Semua orang, en: Everybody}
      why: {id: Itu bukan rahasia., en: That is no secret.}
- id: urutan
  section: kerahasiaan
  kind: order
  level: recall
  domain: skills
  text: {id: Urutan bercerita, en: The order of telling}
  items: [{id: satu, en: one}, {id: dua, en: two}, {id: tiga, en: three}]
  why: {id: Begitulah., en: So it is.}
- id: terbuka
  section: kerahasiaan
  kind: open
  level: understand
  domain: knowledge
  text: {id: Mengapa?, en: Why?}
  answer: {id: Karena., en: Because.}
"""


@pytest.fixture
def root(tmp_path):
    """The small project, whose page on principles has key sentences and questions."""
    root = lay_project(tmp_path)
    for name, heading, key in (
        ("prinsip.md", "## Kerahasiaan {#kerahasiaan}", "Rahasia dijaga."),
        ("prinsip.en.md", "## Confidentiality {#kerahasiaan}", "Secrets are kept."),
    ):
        page = root / "docs" / name
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(heading, f"{heading}\n\n{key}\n{{: .key }}"), encoding="utf-8")
    file = root / "docs" / "_data" / "questions" / "prinsip.yml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return root


def article(root, locale, monkeypatch):
    monkeypatch.chdir(root)
    site = load_site(root)
    page = rendered(ground_of(Report(site)), site.pages["prinsip", locale], locale)
    return page, lxml.html.fromstring(f"<div>{page.html}</div>")


@pytest.mark.parametrize(
    ("locale", "key", "name"),
    [("id", "Rahasia dijaga.", "Kerahasiaan"), ("en", "Secrets are kept.", "Confidentiality")],
)
def test_the_point_of_a_section_stands_below_its_heading_and_in_the_summary(root, locale, key, name, monkeypatch):
    _, tree = article(root, locale, monkeypatch)
    (point,) = tree.xpath('//h2[@id="kerahasiaan"]/following-sibling::*[1]')
    assert (point.get("class"), point.text_content()) == ("key", key)
    (item,) = tree.xpath('//h2[@id="ringkasan"]/following-sibling::ul[1]/li')
    assert item.text_content().split(maxsplit=1) == [name, key]
    assert item.find("a").get("href") == "#kerahasiaan"


def test_an_option_says_whether_it_is_right_and_a_wrong_one_where_to_read(root, monkeypatch):
    _, tree = article(root, "id", monkeypatch)
    (question,) = tree.xpath('//fieldset[@id="soal-rahasia"]')
    assert question.find("legend").text_content() == "1. Siapa yang boleh tahu, *dan* kapan?"
    options = {
        option.find("label").text: (option.find("p").get("class"), option.xpath("p/a/@href"))
        for option in question.find_class("option")
    }
    assert options == {
        "Tidak ada": ("why right", []),
        "Tetangga": ("why", ["nilai.html#harkat"]),
        "Semua orang": ("why", ["#kerahasiaan"]),
    }
    for option in question.find_class("option"):
        assert option.find("label").get("for") == option.find("input").get("id")


def test_items_to_be_ordered_are_mixed_and_their_key_is_in_order(root, monkeypatch):
    _, tree = article(root, "id", monkeypatch)
    (question,) = tree.xpath('//fieldset[@id="soal-urutan"]')
    places = {slot.find("label").text: slot.find("select").get("data-right") for slot in question.find_class("slot")}
    assert places == {"satu": "1", "dua": "2", "tiga": "3"}
    assert [item.text for item in question.xpath(".//ol/li")] == ["satu", "dua", "tiga"]


def test_questions_are_no_part_of_what_the_search_finds(root, monkeypatch):
    page, _ = article(root, "id", monkeypatch)
    assert [entry.at for entry in page.entries] == ["prinsip.html", "prinsip.html#kerahasiaan"]
    assert not any("Tetangga" in entry.text for entry in page.entries)


def test_what_is_mixed_is_the_same_every_time_and_not_as_it_was():
    things = list(range(8))
    assert mixed(things, "a") == mixed(things, "a") != things
    assert sorted(mixed(things, "a")) == things
    assert mixed(things, "a") != mixed(things, "b")


def test_stamped_questions_are_compared_until_their_section_changes(root):
    def old(site):
        return [issue.code for issue in check_site(site) if issue.code == "Q05"]

    file = root / "docs" / "_data" / "questions" / "prinsip.yml"
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[B, D, S, H, W]", "[Q]"), encoding="utf-8")
    assert old(load_site(root)) == ["Q05"]
    assert stamp(["docs/_data/questions/prinsip.yml", "--root", str(root)]) == 0
    once = file.read_text(encoding="utf-8")
    assert [line for line in once.splitlines() if "stamp:" not in line] == QUESTIONS.splitlines()
    assert old(load_site(root)) == []
    assert stamp(["docs/_data/questions/prinsip.yml", "--root", str(root)]) == 0
    assert file.read_text(encoding="utf-8") == once
    page = root / "docs" / "prinsip.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Isi.", "Isi lain."), encoding="utf-8")
    assert old(load_site(root)) == ["Q05"]


def test_a_diagram_asks_for_its_order_and_its_pairs(site):
    for diagram in site.diagrams.values():
        questions = {question.kind: question for question in drawn_questions("x", diagram)}
        assert len(questions) == bool(diagram.order) + bool(diagram.pairs)
        if diagram.order:
            assert [item["id"] for item in questions[ORDER].items] == [
                diagram.labels[name]["id"] for name in diagram.order
            ]


def test_words_of_another_language_carry_it(root, monkeypatch):
    file = root / "docs" / "_data" / "questions" / "prinsip.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("{id: Tetangga, en", '{id: "*Neighbours*{lang=en} <b> (tetangga)", en'), encoding="utf-8"
    )
    _, tree = article(root, "id", monkeypatch)
    (word,) = tree.xpath('//fieldset[@id="soal-rahasia"]//label/i')
    assert (word.get("lang"), word.text) == ("en", "Neighbours")
    assert word.getparent().text_content() == "Neighbours <b> (tetangga)"
