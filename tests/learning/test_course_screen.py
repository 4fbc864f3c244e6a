"""The course page: what it counts, the way in and out."""

import pytest
from django.urls import reverse

from learning.actions.enrolments import decide, enrol
from learning.models import Course, Enrolment


def url_of(course) -> str:
    return reverse("learning:course", args=[course.slug])


def test_it_says_what_counts_for_me(course, client_of, learner):
    response = client_of(learner).get(url_of(course))
    assert response.status_code == 200
    worth = response.context["worth"]
    assert worth.jp_recognised == worth.jp_claimed == 5 and worth.days == 1


def test_a_capped_form_says_how_many_days_it_takes(course_page, client_of, learner):
    course = Course.objects.get(page_id=course_page(form_id="e_learning").pk)
    response = client_of(learner).get(url_of(course))
    assert response.context["worth"].days == 2
    assert response.context["worth"].jp_recognised == 5


def test_two_clicks_enrol(course, client_of, learner):
    client = client_of(learner)
    assert client.get(url_of(course)).status_code == 200
    response = client.post(reverse("learning:enrol", args=[course.slug]))
    enrolment = Enrolment.objects.get()
    assert response.url == reverse("learning:player", args=[enrolment.public_id])
    client.post(reverse("learning:enrol", args=[course.slug]))
    assert Enrolment.objects.count() == 1


def test_get_does_not_enrol(course, client_of, learner):
    assert (
        client_of(learner).get(reverse("learning:enrol", args=[course.slug])).status_code
        == 405
    )
    assert not Enrolment.objects.exists()


def test_a_request_waits_and_shows_who_decides(course_page, client_of, learner, leader):
    course = Course.objects.get(page_id=course_page(access="approval").pk)
    client = client_of(learner)
    client.post(reverse("learning:enrol", args=[course.slug]))
    html = client.get(url_of(course)).content.decode()
    assert leader.full_name in html
    enrolment = Enrolment.objects.get()
    decide(enrolment, by=leader, accept=False, reason="Tunda sampai Mei")
    assert "Tunda sampai Mei" in client.get(url_of(course)).content.decode()


def test_leaving_needs_a_reason(course, client_of, learner):
    enrolment = enrol(learner, course, by=learner)
    client = client_of(learner)
    url = reverse("learning:withdraw", args=[enrolment.public_id])
    assert client.post(url, {"reason": " "}).status_code == 422
    enrolment.refresh_from_db()
    assert enrolment.state == "enrolled"
    assert client.post(url, {"reason": "Tugas lain"}).status_code == 302
    enrolment.refresh_from_db()
    assert enrolment.state == "withdrawn"
    assert client.post(url, {"reason": "Lagi"}).status_code == 302


def test_a_withdrawn_course_is_gone_but_not_for_its_learners(
    course, client_of, learner, colleague
):
    enrol(learner, course, by=learner)
    Course.objects.update(is_published=False)
    assert client_of(colleague).get(url_of(course)).status_code == 410
    assert client_of(learner).get(url_of(course)).status_code == 200


@pytest.mark.parametrize("name", ["withdraw", "player", "finished"])
def test_strangers_find_nothing(course, client_of, learner, colleague, stranger, name):
    enrolment = enrol(learner, course, by=learner)
    url = reverse(f"learning:{name}", args=[enrolment.public_id])
    for person in (colleague, stranger):
        client = client_of(person)
        response = (
            client.post(url, {"reason": "x"}) if name == "withdraw" else client.get(url)
        )
        assert response.status_code == 404


def test_my_learning_costs_the_same_for_many(course_page, client_of, learner):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("learning:my")).status_code == 200
        return len(queries)

    client = client_of(learner)
    for number in range(5):
        course = Course.objects.get(page_id=course_page(f"Kursus {number}").pk)
        enrol(learner, course, by=learner)
        if number == 0:
            course_page("Lain")
            client.get(reverse("learning:my"))
            before = cost()
    assert cost() == before
