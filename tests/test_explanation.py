"""Every code is explained, in both languages, in the terminal and on the site."""

import pytest

from scripts import check
from scripts.checks import RULES
from scripts.checks.explanation import explain, explanations
from scripts.model.markup import parse_html
from scripts.model.site import load_site
from scripts.progress.report import Report
from scripts.render.blocks import page_markdown

EXTERNAL = {"E01", "E02", "E03", "E04", "E05"}


def test_every_code_is_explained_and_nothing_else():
    assert set(explanations()) == set(RULES) | EXTERNAL


@pytest.mark.parametrize("code", sorted({*RULES, *EXTERNAL}))
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
def test_the_page_of_rules_holds_every_code(request, locale):
    site = load_site(request.config.rootpath)
    markdown = page_markdown(Report(site), site.pages["kontribusi/aturan", locale], None, "[[rules]]")
    assert parse_html(markdown) is not None
    headings = [line.split()[1] for line in markdown.splitlines() if line.startswith("## ")]
    assert headings == sorted(explanations())
