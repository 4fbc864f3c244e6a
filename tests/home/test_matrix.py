"""The leader's table of people and targets, and what she does with many at once."""

import datetime

import pytest
from django.urls import reverse

from corpu.notices.models import Notice
from learning.models import Enrolment
from performance.actions.standings import recount

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_july(set_today, targets):
    set_today(datetime.date(2026, 7, 1))


@pytest.fixture
def team(learner, colleague, learn):
    """Two people at risk."""
    for person in (learner, colleague):
        learn(person, 4, on=datetime.date(2026, 2, 3))
    recount([learner.pk, colleague.pk], [2026])
    return [learner, colleague]


def test_every_figure_is_that_of_the_standing(client_of, leader, team):
    page = client_of(leader).get(reverse("home:matrix"))
    rows = {row.person: row for row in page.context["rows"]}
    assert set(team) <= set(rows)
    for person in team:
        cells = [cell for cell in rows[person].cells if cell]
        assert {c.pk for c in cells} == set(
            person.standings.filter(year=2026).values_list("pk", flat=True)
        )


def test_remind_names_an_item(client_of, leader, team, offer):
    offer("Pas", 16)
    data = {"act": "remind", "people": [p.pk for p in team]}
    answer = client_of(leader).post(reverse("home:matrix"), data)
    assert answer.status_code == 302
    told = Notice.objects.filter(kind="performance.nudge")
    at_risk = {p for p in team if p.standings.filter(status="at_risk").exists()}
    assert {notice.person for notice in told} == at_risk
    assert at_risk


def test_assign_to_many(client_of, leader, team, course):
    data = {
        "act": "assign", "people": [p.pk for p in team], "course": course.pk,
        "due_on": "2026-09-30",
    }  # fmt: skip
    client_of(leader).post(reverse("home:matrix"), data)
    rows = Enrolment.objects.filter(assigned_by=leader)
    assert {row.person for row in rows} == set(team)


def test_assign_without_a_day_says_what_is_missing(client_of, leader, team, course):
    data = {"act": "assign", "people": [team[0].pk], "course": course.pk}
    answer = client_of(leader).post(reverse("home:matrix"), data)
    assert answer.status_code == 422
    assert "due_on" in answer.context["many"].errors
    assert not Enrolment.objects.exists()


def test_people_of_others_cannot_be_ticked(client_of, leader, stranger, team):
    data = {"act": "remind", "people": [stranger.pk]}
    assert client_of(leader).post(reverse("home:matrix"), data).status_code == 422
    assert client_of(stranger).get(reverse("home:matrix")).status_code == 404


def test_the_table_needs_few_queries(
    client_of, leader, team, django_assert_max_num_queries
):
    client = client_of(leader)
    client.get(reverse("home:matrix"))
    with django_assert_max_num_queries(32):
        client.get(reverse("home:matrix"))


def test_the_table_holds_whom_the_filter_leaves(
    client_of, leader, learner, targets, learn
):
    learn(learner, 4)
    url = reverse("home:matrix_table", args=["csv"])
    for sort in ("", "gap", "counted", "name", "unit"):
        answer = client_of(leader).get(url, {"sort": sort})
        text = b"".join(answer).decode("utf-8-sig")
        assert learner.nip in text and "4" in text
    assert learner.nip not in b"".join(client_of(leader).get(url, {"q": "zz"})).decode()
    assert client_of(learner).get(url).status_code == 404
