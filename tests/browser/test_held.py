"""A lesson that was finished far too fast, on a phone: held, explained, released."""

import re

import pytest
from playwright.sync_api import expect

from corpu.people.models import Person
from learning.actions.enrolments import enrol
from learning.models import Course, Enrolment, LessonProgress
from tests.browser.conftest import DESK, PHONE
from tests.learning.conftest import article, make_page
from tests.learning.test_holds import quiz


@pytest.fixture
def quick(rates, provider, learner):
    """The learner is in a course whose first lesson took others ten minutes; another
    lesson opens in a week."""
    later = article("Sepekan kemudian")
    later["value"]["conditions"] = {"opens_after_days": 7}
    lessons = [article("Bacaan"), quiz(), later]
    page = make_page(provider, "Cepat", lessons=lessons, form_id="e_learning")
    course = Course.objects.get(page_id=page.pk)
    first = course.current.lessons.first()
    for number in range(20):
        person = Person.objects.create(username=f"p{number}", name=f"Pegawai {number}")
        other = Enrolment.objects.create(
            course=course, version=course.current, person=person, state="completed"
        )
        LessonProgress.objects.create(
            enrolment=other, lesson=first, state="completed", seconds=600
        )
    return enrol(learner, course, by=learner)


@pytest.mark.parametrize(("width", "language"), [(PHONE, "id"), (DESK, "en")])
def test_three_answers_release_it(page_as, learner, quick, look, width, language):
    page = page_as(learner, width=width, language=language)
    page.goto(f"/learning/enrolments/{quick.public_id}/")
    expect(page.locator(".outline__step--locked")).to_have_count(1)
    look(page)
    page.locator("[data-done] button").click()
    page.wait_for_url("**/check/")
    expect(page.locator("[data-question]")).to_have_count(3)
    look(page, "lesson-check")
    page.go_back()
    expect(page.locator("[data-held]")).to_be_visible()
    look(page, "lesson-held")
    page.locator("[data-held] a").click()
    for name in ("q1", "q2", "q3"):
        page.locator(f"[name={name}][value=true]").check()
    page.locator("main form .btn--primary").click()
    page.wait_for_url(re.compile("/lessons/[^/]+/$"))
    assert (
        LessonProgress.objects.get(enrolment=quick, lesson__order=0).state == "completed"
    )
