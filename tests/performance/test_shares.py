"""Of a transfer in mid-year, each leader sees her part, and both the same figures."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from corpu.people.actions.appointments import appoint
from performance.shares import shared_with

JULY = datetime.date(2026, 7, 1)
APRIL = datetime.date(2026, 4, 1)


@pytest.fixture(autouse=True)
def in_july(set_today, targets):
    set_today(JULY)


@pytest.fixture
def other_leader(person_factory, ministry):
    return person_factory("Lia Contoh", unit=ministry.other_section, leads=True)


def test_both_leaders_see_the_same_parts(
    learner, leader, other_leader, hr, ministry, learn, client_of, stranger
):
    learn(learner, 5, on=datetime.date(2026, 2, 2))
    learn(learner, 3, on=datetime.date(2026, 5, 5))
    appoint(
        learner, unit=ministry.other_section, post=learner.post, started_on=APRIL, by=hr
    )
    old, new = shared_with(leader, 2026), shared_with(other_leader, 2026)
    figures = [
        [(p.unit, p.days, p.amount, p.learnt) for p in rows[0].parts]
        for rows in (old, new)
    ]
    assert (
        figures[0]
        == figures[1]
        == [
            (ministry.section, 90, Decimal("4.93"), 5),
            (ministry.other_section, 275, Decimal("15.07"), 3),
        ]
    )
    assert [part.is_mine for part in old[0].parts] == [True, False]
    assert [part.head for part in new[0].parts] == [leader, other_leader]
    url = reverse("performance:shares")
    page = client_of(leader).get(url)
    assert learner.full_name in page.content.decode()
    assert client_of(learner).get(url).status_code == 403
    assert client_of(stranger).get(url).status_code in (200, 403)


def test_nobody_moved(learner, leader):
    assert shared_with(leader, 2026) == []
