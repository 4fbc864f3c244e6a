"""A quiz in a real browser: saved as the learner goes, whatever the connection does."""

import pytest
from playwright.sync_api import expect

from learning.kinds.quiz.blocks import QuizBlock
from learning.kinds.quiz.models import QuizAttempt
from learning.models import LessonProgress
from tests.browser.conftest import DESK, PHONE
from tests.browser.lessons import enrol, make_lesson, url_of
from tests.learning.kinds.quiz.conftest import raw_quiz


@pytest.fixture
def quiz(rates, provider, learner):
    """`quiz(minutes=10)`: the learner's enrolment and her lesson."""

    def _quiz(**fields):
        block = QuizBlock()
        value = block.clean(block.to_python(raw_quiz(**fields)))
        lesson = make_lesson(provider, "quiz", value, title="Kuis akhir")
        return enrol(learner, lesson), lesson

    return _quiz


def answer_rightly(page) -> None:
    """Every question of the sample quiz."""
    page.get_by_label("45").check()
    page.get_by_label("E-learning").check()
    page.get_by_label("Coaching").check()
    page.locator("input[value=true]").check()
    page.locator("#q4").fill(" KODEKSUS.")
    page.locator("#q5").fill("2,5")
    page.get_by_label("PNS", exact=True).select_option(label="20")
    page.get_by_label("PPPK", exact=True).select_option(label="24")
    for label, rank in (("A", "1"), ("B", "2"), ("C", "3")):
        page.get_by_label(label, exact=True).select_option(label=rank)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", ["id", "en"])
def test_from_start_to_result(page_as, learner, quiz, look, width, language):
    enrolment, lesson = quiz(minutes=10, attempts=3)
    page = page_as(learner, width=width, language=language)
    page.goto(url_of(enrolment, lesson))
    look(page)
    page.locator(".quiz form button").click()
    page.locator("[data-quiz]").wait_for()
    look(page, "lesson-quiz")
    answer_rightly(page)
    page.locator("[data-quiz] .btn--primary").click()
    expect(page.locator(".quiz .banner--success")).to_contain_text("100")
    look(page)
    assert LessonProgress.objects.get().state == "completed"


def test_a_lost_connection_loses_nothing(page_as, learner, quiz):
    enrolment, lesson = quiz()
    page = page_as(learner)
    page.guard.allow("")
    page.goto(url_of(enrolment, lesson))
    page.locator(".quiz form button").click()
    page.locator("[data-quiz]").wait_for()
    status = page.locator("[data-quiz-status]")
    page.route("**/save", lambda route: route.abort())
    answer_rightly(page)
    expect(status).to_have_attribute("data-state", "unsaved")
    assert QuizAttempt.objects.get().answers == {}
    page.unroute("**/save")
    expect(status).to_have_attribute("data-state", "saved", timeout=15_000)
    assert len(QuizAttempt.objects.get().answers) == 7

    # The browser is closed; on the phone every answer is where it was.
    page.close()
    phone = page_as(learner, width=PHONE)
    phone.goto(url_of(enrolment, lesson))
    expect(phone.get_by_label("45")).to_be_checked()
    expect(phone.locator("#q5")).to_have_value("2,5")
    phone.locator("[data-quiz] .btn--primary").click()
    expect(phone.locator(".quiz .banner--success")).to_contain_text("100")


def test_leaving_the_page_at_once_saves(page_as, learner, quiz):
    enrolment, lesson = quiz()
    page = page_as(learner)
    page.guard.allow("")
    page.goto(url_of(enrolment, lesson))
    page.locator(".quiz form button").click()
    page.locator("#q4").fill("kodeksus")
    page.goto("/learning/my/")
    page.wait_for_timeout(500)
    assert len(QuizAttempt.objects.get().answers) == 1


def test_time_runs_out(page_as, learner, quiz):
    enrolment, lesson = quiz(minutes=1)
    page = page_as(learner)
    page.goto(url_of(enrolment, lesson))
    page.locator(".quiz form button").click()
    attempt = QuizAttempt.objects.get()
    attempt.due_at = attempt.started_at
    attempt.save(update_fields=["due_at"])
    page.reload()
    expect(page.locator(".quiz .banner--warning")).to_be_visible()
    attempt.refresh_from_db()
    assert attempt.submitted_at is not None


def test_without_script(live_site, browser, page_as, learner, quiz):
    enrolment, lesson = quiz()
    with_script = page_as(learner)
    context = browser.new_context(base_url=live_site, java_script_enabled=False)
    context.add_cookies(with_script.context.cookies())
    page = context.new_page()
    page.goto(url_of(enrolment, lesson))
    page.locator(".quiz form button").click()
    page.get_by_label("45").check()
    page.locator("[data-quiz-save]").click()
    expect(page.get_by_label("45")).to_be_checked()
    answer_rightly(page)
    page.locator("[data-quiz] .btn--primary").click()
    expect(page.locator(".quiz .banner--success")).to_contain_text("100")
    context.close()
