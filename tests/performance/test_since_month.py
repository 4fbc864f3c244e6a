"""What changed since last month, on the page of a standing and over the API."""

import datetime

import pytest

from performance.actions.standings import recount
from performance.models import Standing
from performance.sentences import since_month


@pytest.fixture
def row(learner, learn, targets, set_today):
    set_today(datetime.date(2026, 6, 15))
    learn(learner, 5)
    set_today(datetime.date(2026, 7, 1))
    recount([learner.pk], [2026])
    return lambda: Standing.objects.get(person=learner, year=2026)


@pytest.fixture(autouse=True)
def in_english():
    from django.utils.translation import override

    with override("en"):
        yield


def test_nothing_more_and_less(row, learner, learn, hr):
    from corpu.ledger.actions.records import void

    assert since_month(row()) == "Nothing has changed since 1 July."
    fact = learn(learner, 1)
    assert since_month(row()) == "Since 1 July: 1 JP more."
    void(fact, reason="Keliru", by=hr)
    assert since_month(row()) == "Nothing has changed since 1 July."


def test_a_turn_of_status_says_the_hours_as_well(row, learner, learn, client_of):
    before = row().status
    learn(learner, 15)
    text = since_month(row())
    assert before != row().status == "met"
    assert "met" in text and "15 JP more" in text
    page = client_of(learner).get(row().get_absolute_url())
    assert page.context["since_month"]


def test_the_next_month_begins_anew_and_an_ended_year_says_nothing(
    row, learner, learn, set_today
):
    learn(learner, 2)
    set_today(datetime.date(2026, 8, 2))
    recount([learner.pk], [2026])
    assert since_month(row()) == "Nothing has changed since 1 August."
    set_today(datetime.date(2027, 1, 2))
    recount([learner.pk], [2026, 2027])
    assert since_month(row()) == ""
