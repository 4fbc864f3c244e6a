"""The player: resume, done, time, files, and the page with the new number."""

import json

import pytest
from django.urls import reverse

from corpu.ledger.models import Record
from learning.actions.enrolments import enrol, withdraw
from learning.models import Course, LessonProgress
from tests.learning.conftest import article, finish, lessons_of


def url(name, enrolment, lesson, *more) -> str:
    return reverse(f"learning:{name}", args=[enrolment.public_id, lesson.key, *more])


def test_it_resumes_at_the_exact_lesson(enrolment, client_of, learner):
    first, second = lessons_of(enrolment)
    player = reverse("learning:player", args=[enrolment.public_id])
    client = client_of(learner)
    assert client.get(player).url == url("lesson", enrolment, first)
    client.get(url("lesson", enrolment, second))
    assert client_of(learner).get(player).url == url("lesson", enrolment, second)


def test_the_way_through_ends_on_the_page_with_the_new_number(
    enrolment, client_of, learner
):
    client = client_of(learner)
    first, second = lessons_of(enrolment)
    response = client.post(url("done", enrolment, first))
    assert response.url == url("lesson", enrolment, second)
    response = client.post(url("done", enrolment, second))
    finished = reverse("learning:finished", args=[enrolment.public_id])
    assert response.url == finished
    gain = client.get(finished).context["gain"]
    assert (gain["before"], gain["after"], gain["counted"]) == (0, 5, 5)


def test_a_double_click_counts_once(enrolment, client_of, learner):
    client = client_of(learner)
    for lesson in [*lessons_of(enrolment), *lessons_of(enrolment)]:
        assert client.post(url("done", enrolment, lesson)).status_code == 302
    assert Record.objects.count() == 1


def test_the_place_is_kept_for_another_device(enrolment, client_of, learner):
    lesson = lessons_of(enrolment)[0]
    client = client_of(learner)
    client.get(url("lesson", enrolment, lesson))
    body = {"seconds": "5", "place": json.dumps({"scroll": 0.5})}
    assert client.post(url("beat", enrolment, lesson), body).status_code == 204
    response = client_of(learner).get(url("lesson", enrolment, lesson))
    assert 'data-scroll="0.5"' in response.content.decode()


@pytest.mark.parametrize(
    "body",
    [
        *({"seconds": "x"}, {"place": "{"}, {"place": "[1]"}),
        *({"place": '{"a": NaN}'}, {"place": "[" * 100_000}),
    ],
    ids=["word", "cut", "list", "no-number", "deep"],
)
def test_a_broken_sign_of_life_is_refused(enrolment, client_of, learner, body):
    lesson = lessons_of(enrolment)[0]
    client = client_of(learner)
    client.get(url("lesson", enrolment, lesson))
    assert client.post(url("beat", enrolment, lesson), body).status_code == 400


def test_lessons_in_order_are_locked(course_page, client_of, learner):
    page = course_page(in_order=True)
    enrolment = enrol(learner, Course.objects.get(page_id=page.pk), by=learner)
    first, second = lessons_of(enrolment)
    client = client_of(learner)
    assert client.get(url("lesson", enrolment, second)).status_code == 302
    client.post(url("done", enrolment, second))
    assert not LessonProgress.objects.exists()
    client.post(url("done", enrolment, first))
    assert client.get(url("lesson", enrolment, second)).status_code == 200


def test_who_left_is_sent_to_the_course(enrolment, client_of, learner):
    lesson = lessons_of(enrolment)[0]
    withdraw(enrolment, by=learner, reason="Tugas")
    response = client_of(learner).get(url("lesson", enrolment, lesson))
    assert response.url == reverse("learning:course", args=[enrolment.course.slug])


def test_strangers_find_nothing(enrolment, client_of, colleague, leader, stranger):
    lesson = lessons_of(enrolment)[0]
    for person in (colleague, leader, stranger):
        client = client_of(person)
        assert client.get(url("lesson", enrolment, lesson)).status_code == 404
        assert client.post(url("done", enrolment, lesson)).status_code == 404
        assert client.post(url("beat", enrolment, lesson)).status_code == 404
        assert client.get(url("file", enrolment, lesson, "document")).status_code == 404


def test_a_lesson_of_another_course_is_not_here(
    enrolment, course_page, client_of, learner
):
    other = Course.objects.get(page_id=course_page("Lain", lessons=[article()]).pk)
    lesson = other.current.lessons.get()
    assert client_of(learner).get(url("lesson", enrolment, lesson)).status_code == 404


def test_finished_before_the_end_goes_back(enrolment, client_of, learner):
    finished = reverse("learning:finished", args=[enrolment.public_id])
    assert client_of(learner).get(finished).status_code == 302
    finish(enrolment)
    assert client_of(learner).get(finished).status_code == 200
