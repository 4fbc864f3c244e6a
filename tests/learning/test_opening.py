"""Drip dates, gates and lessons that wait for others: frozen, enforced, explained."""

import datetime

import pytest
from django.urls import reverse

from learning.actions.enrolments import enrol
from learning.actions.progress import complete_lesson, open_lesson
from learning.conditions import condition_problems
from learning.models import Course, CoursePage, LessonProgress
from learning.questions.models import Category
from tests.learning.conftest import article, lessons_of

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 10)


def when(title, **conditions) -> dict:
    lesson = article(title)
    lesson["value"]["conditions"] = conditions
    return lesson


@pytest.fixture
def begin(course_page, learner, set_today):
    """`begin(lessons)`: the learner begins a course of these lessons on DAY."""
    set_today(DAY)

    def _begin(lessons):
        page = course_page("Bertahap", lessons=lessons)
        return enrol(learner, Course.objects.get(page_id=page.pk), by=learner)

    return _begin


def stream(*lessons):
    return CoursePage.lessons.field.stream_block.to_python(list(lessons))


def test_conditions_are_frozen_with_the_version(begin, course_page):
    enrolment = begin(
        [
            article("Satu"),
            when("Dua", is_gate=True, minimum_minutes=5),
            when("Tiga", after=" satu \n\n", opens_on="2026-04-01", opens_after_days=7),
        ]
    )
    first, second, third = lessons_of(enrolment)
    assert (second.is_gate, second.minimum_minutes) == (True, 5)
    assert third.after == [str(first.key)]
    assert (third.opens_on, third.opens_after_days) == (datetime.date(2026, 4, 1), 7)
    assert (first.is_gate, first.minimum_minutes, first.after) == (False, None, [])


def test_without_conditions_the_version_stays_the_same(course_page):
    page = course_page()
    page.save_revision().publish()
    assert Course.objects.get(page_id=page.pk).versions.count() == 1


def test_a_new_condition_is_a_new_version(course_page):
    page = course_page()
    page.lessons[1].value["conditions"]["opens_after_days"] = 3
    page.save_revision().publish()
    assert Course.objects.get(page_id=page.pk).versions.count() == 2


def test_a_date_is_kept_by_the_server_and_told(begin, client_of, learner, set_today):
    type(learner).objects.filter(pk=learner.pk).update(language="en")
    enrolment = begin([article("Satu"), when("Dua", opens_after_days=7)])
    first, second = lessons_of(enrolment)
    client = client_of(learner)
    page = client.get(_url(enrolment, first)).content.decode()
    assert "It opens on 17 March 2026." in page
    assert client.get(_url(enrolment, second)).status_code == 302
    client.post(_url(enrolment, second, "done"))
    assert not LessonProgress.objects.filter(lesson=second).exists()
    set_today(DAY + datetime.timedelta(days=7))
    assert client.get(_url(enrolment, second)).status_code == 200


def test_a_gate_and_a_lesson_that_waits_for_another(begin, client_of, learner):
    type(learner).objects.filter(pk=learner.pk).update(language="en")
    enrolment = begin(
        [article("Satu"), when("Dua", is_gate=True), when("Tiga", after="Satu")]
    )
    first, second, third = lessons_of(enrolment)
    client = client_of(learner)
    page = client.get(_url(enrolment, first)).content.decode()
    assert "It opens when “Dua”, “Satu” is done." in page
    complete_lesson(open_lesson(enrolment, second))
    page = client.get(_url(enrolment, first)).content.decode()
    assert "It opens when “Satu” is done." in page
    assert client.get(_url(enrolment, third)).status_code == 302
    complete_lesson(open_lesson(enrolment, first))
    assert client.get(_url(enrolment, third)).status_code == 200


def test_resuming_never_leads_to_a_locked_lesson(begin, client_of, learner):
    enrolment = begin([article("Satu"), when("Dua", opens_after_days=7)])
    first, _second = lessons_of(enrolment)
    complete_lesson(open_lesson(enrolment, first))
    player = reverse("learning:player", args=[enrolment.public_id])
    assert client_of(learner).get(player).url == _url(enrolment, first)


def test_authors_are_told_what_cannot_be_meant(provider):
    lessons = stream(when("Satu", after="Dua"), article("Dua"))
    (sentence,) = condition_problems(lessons, provider)
    assert "Satu" in sentence and "Dua" in sentence
    assert (
        condition_problems(stream(article("Dua"), when("Satu", after="dua")), provider)
        == []
    )


def test_questions_come_from_the_own_bank_and_are_enough(provider, other_provider):
    own = Category.objects.create(provider=provider, name="Layanan")
    theirs = Category.objects.create(provider=other_provider, name="Layanan")
    for category in (own, theirs):
        lessons = stream(when("Satu", checks=category.pk))
        assert len(condition_problems(lessons, provider)) == 1


def _url(enrolment, lesson, name="lesson") -> str:
    return reverse(f"learning:{name}", args=[enrolment.public_id, lesson.key])
