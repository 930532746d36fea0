"""Questions as students use them: at the foot of a page, and drawn for a test."""

import json

import pytest
from playwright.sync_api import expect

from scripts.model.questions import CHOICE

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def slug(site):
    """A page that is asked about by choices, whatever it is."""
    return next(slug for slug, questions in site.questions.items() if {one.kind for one in questions} > {CHOICE})


def choices(page):
    return page.locator(".quiz .question").filter(has=page.locator("input[type=radio]"))


def answer(question, *, rightly):
    """Choose an option of a question that fits, or one that does not."""
    fits = ".why.right" if rightly else ".why:not(.right)"
    question.locator(".option").filter(has=question.page.locator(fits)).first.locator("label").click()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_a_script_an_answer_says_whether_it_fits(folder, slug, opened_anew, server):
    page = opened_anew(f"{server}{folder}{slug}.html", java_script_enabled=False, **PHONE)
    question = choices(page).first
    expect(question.locator(".why")).to_have_count(question.locator("input").count())
    expect(question.locator(".why").filter(visible=True)).to_have_count(0)
    answer(question, rightly=False)
    said = question.locator(".why").filter(visible=True)
    expect(said).to_have_count(1)
    assert said.locator("a").get_attribute("href")
    answer(question, rightly=True)
    expect(question.locator(".why.right")).to_be_visible()
    expect(question.locator(".why").filter(visible=True)).to_have_count(1)


def test_answers_are_counted_and_what_was_not_right_is_asked_again(slug, opened_anew, server):
    page = opened_anew(f"{server}{slug}.html", **PHONE)
    score = page.locator(".quiz-score")
    expect(score).to_be_hidden()
    for number, question in enumerate(choices(page).all()):
        answer(question, rightly=number > 0)
    for box in page.locator(".quiz .option").filter(has=page.locator("input[type=checkbox]")).all():
        if "right" in box.locator(".why").get_attribute("class"):
            box.locator("label").click()
    for slot in page.locator(".quiz select").all():
        slot.select_option(slot.get_attribute("data-right"))
    expect(score.locator("button").first).to_be_visible()
    score.locator("button").first.click()
    expect(page.locator(".quiz .question").filter(visible=True)).to_have_count(1)
    expect(choices(page).first.locator("input:checked")).to_have_count(0)
    answer(choices(page).first, rightly=True)
    score.locator("button").last.click()
    expect(page.locator(".quiz input:checked")).to_have_count(0)
    kept = json.loads(page.evaluate("localStorage.getItem('peksos-quiz')"))[slug]
    assert kept["right"] == kept["all"] - 1


def test_keys_alone_will_do(slug, opened_anew, server):
    page = opened_anew(f"{server}{slug}.html")
    question = choices(page).first
    question.locator("input").first.focus()
    page.keyboard.press("Space")
    expect(question.locator(".why").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(question.locator(".why").nth(1)).to_be_visible()
    expect(question.locator(".why").first).to_be_hidden()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_test_draws_by_weights_marks_and_remembers(folder, site, opened_anew, server):
    page = opened_anew(f"{server}{folder}{site.page_with('test')}.html", **PHONE)
    page.locator(".exam-starts button").first.click()
    questions = page.locator(".exam .question")
    expect(questions).to_have_count(20)
    drawn = page.evaluate(
        "texts => texts.map(text => questionBank.questions.find(one => text.endsWith(one.text)).domain)",
        questions.locator("legend").all_inner_texts(),
    )
    assert [drawn.count(name) for name in ("knowledge", "values", "skills")] == [6, 6, 8]
    assert len(set(questions.locator("legend").all_inner_texts())) == 20
    for question in questions.all():
        question.locator("label").first.click()
    expect(page.locator(".exam .why").filter(visible=True)).to_have_count(0)
    right = page.locator(".exam .option:first-of-type .why.right").count()
    page.locator(".exam .quiz-score button").click()
    expect(page.locator(".exam-voice")).to_contain_text(f"{right} ")
    # Of each wrong answer the reason, and that of the right one.
    expect(questions.filter(visible=True)).to_have_count(20 - right)
    expect(page.locator(".exam .why").filter(visible=True)).to_have_count(2 * (20 - right))
    page.reload()
    expect(page.locator(".exam details li")).to_have_count(1)


def test_an_unanswered_question_is_named_before_a_test_is_marked(site, opened_anew, server):
    page = opened_anew(f"{server}{site.page_with('test')}.html")
    page.locator(".exam-starts button").first.click()
    mark = page.locator(".exam .quiz-score button")
    mark.click()
    expect(page.locator(".exam-voice")).to_contain_text("20")
    expect(page.locator(".exam")).not_to_have_class("marked")
    mark.click()
    expect(page.locator(".exam .question").filter(visible=True)).to_have_count(20)


def test_a_test_whose_questions_do_not_come_says_so(site, browser, server):
    context = browser.new_context()
    context.route("**/bank.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{server}{site.page_with('test')}.html")
    expect(page.locator(".exam p")).to_have_text(page.locator(".exam").get_attribute("data-failed"))
    context.close()


def test_a_page_on_a_disk_has_its_test_too(site, opened_anew, built_site):
    page = opened_anew((built_site / f"{site.page_with('test')}.html").as_uri())
    expect(page.locator(".exam-starts button").first).to_be_visible()


def test_the_last_result_of_a_page_stands_in_the_list_of_all(site, slug, opened_anew, server):
    page = opened_anew(f"{server}{site.page_with('questions')}.html")
    expect(page.locator(".quizzes th").last).to_be_hidden()
    page.evaluate(f"localStorage.setItem('peksos-quiz', JSON.stringify({{'{slug}': {{right: 3, all: 7}}}}))")
    page.reload()
    expect(page.locator(f".quizzes tr[data-slug='{slug}'] td").last).to_have_text("3/7")
    page.evaluate("localStorage.setItem('peksos-quiz', '{')")
    page.reload()
    expect(page.locator(".quizzes th").last).to_be_hidden()
