"""Every code is explained, in both languages, in the terminal and on the site."""

import pytest

from scripts.checks import CODES, check_site
from scripts.checks.explanation import explain, explanations
from scripts.commands import check
from scripts.model.markdown.markup import parse_html
from scripts.model.site import load_site
from scripts.render.article.blocks import page_markdown
from scripts.status.report import Report
from tests.support.project import real_site
from tests.support.settings import SETTINGS

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
HEAD = "---\ntitle: Halaman\ndescription: Halaman.\n---\n\n"
# What the examples lead to, cite, and are held to.
AROUND = {
    "docs/nilai.md": f"{HEAD}Nilai adalah keyakinan.\n\n## Harkat {{#harkat}}\n\nIsi.\n",
    "docs/nilai.en.md": f"{HEAD}Values are beliefs.\n\n## Worth {{#harkat}}\n\nText.\n",
    "docs/prinsip.md": f"{HEAD}Prinsip.\n\n## Kerahasiaan {{#kerahasiaan}}\n\nIsi.\n",
    "docs/peta-artikel.md": f"{HEAD}Peta.\n",
    "docs/assets/bagan.png": PNG,
    "docs/tahap-pertolongan.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "docs/garis.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "docs/_data/references.yml": """references:
  - {id: biestek1957, status: verified, csl: {type: book, title: Relasi, author: [{family: Biestek}]}}
  - {id: luhpuri2010, status: verified, csl: {type: book, title: Metode, author: [{family: Luhpuri}]}}
""",
    "docs/_data/glossary.yml": """terms:
  - id: praktik
    locales:
      id: {term: praktik, avoid: {praktek: Ejaan lama.}, definition: Pelaksanaan.}
      en: {term: practice, definition: Doing.}
""",
}
# Those whose examples are the text of a page, as it stands there.
PAGES = [
    *("C01", "C05", "H01", "H02", "H03", "H04", "H08", "L01", "L02", "L04", "L05", "L06", "L07", "L08", "L11"),
    *("T05", "W03", "W04", "W05", "W07", "W09", "W10", "W11"),
]


def test_every_code_is_explained_and_nothing_else():
    assert set(explanations()) == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_explanation_has_rule_reason_and_examples_in_both_languages(code):
    explanation = explanations()[code]
    assert explanation.severity in ("error", "warning")
    for locale in ("id", "en"):
        rule, reason = explanation.texts[locale]
        assert rule.endswith((".", "`"))
        assert reason.endswith(".")
    assert explanation.texts["id"] != explanation.texts["en"]
    assert explanation.bad
    assert explanation.good
    assert explanation.bad != explanation.good


def test_explain_prints_rule_reason_and_examples(capsys):
    assert check.main(["--explain", "t04", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("T04 (warning): Every entry of the glossary is used on some page.")
    for word in ("Why:", "Wrong:", "Right:"):
        assert word in shown


@pytest.mark.parametrize(("environment", "word"), [("id_ID.UTF-8", "Alasan:"), ("en_GB.UTF-8", "Why:"), ("C", "Why:")])
def test_the_language_follows_the_machine(monkeypatch, capsys, environment, word):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", environment)
    assert check.main(["--explain", "L01"]) == 0
    assert word in capsys.readouterr().out


def test_an_unknown_code_is_one_clear_line(capsys):
    assert check.main(["--explain", "X99"]) == 2
    assert capsys.readouterr().err == "check: there is no rule X99; codes look like L01 and stand before each finding\n"
    assert explain("X99", "id") is None


@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_page_of_rules_holds_every_code(locale):
    site = real_site()
    markdown = page_markdown(Report(site), site.pages["kontribusi/aturan", locale], None, "[[rules]]")
    tree = parse_html(site.markdown.reset().convert(markdown))
    assert [heading.text for heading in tree.iter("h2")] == sorted(explanations())


@pytest.mark.parametrize("code", PAGES)
def test_an_example_is_wrong_or_right_as_it_says(make_tree, real_schemas, code):
    explanation = explanations()[code]
    for text, wrong in ((explanation.bad, True), (explanation.good, False)):
        root = make_tree({**AROUND, **real_schemas, "docs/contoh.md": f"{HEAD}{text}\n"})
        held = SETTINGS.replace("extra:\n", "extra:\n  check_families: [B, D, S, H, W]\n")
        (root / "mkdocs.yml").write_text(held, encoding="utf-8")
        found = {issue.code for issue in check_site(load_site(root)) if issue.path == "docs/contoh.md"}
        assert (code in found) == wrong, text
        # The cure of one slip is no other slip.
        assert wrong or not found - {"B01", "B02", "L09", "P04", "W01", "W02", "W08"}, (text, found)
