"""Targets that cannot be met as set, each with its cause and three repairs."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from corpu.people.models import Absence
from performance.actions.standings import recount
from performance.impossible import OFFER, TIME, impossible_for
from performance.models import Adjustment, Exemption, Standing, Target
from performance.rules.capacity import Pace, first_day_with_room, room, working_days

CHRISTMAS = datetime.date(2026, 12, 30)  # a Wednesday: two working days are left


@pytest.fixture(autouse=True)
def late_in_the_year(set_today, targets):
    set_today(CHRISTMAS)


def make_target(code="coaching", **fields) -> Target:
    fields = {
        "code": code, "name_id": "Coaching", "name_en": "Coaching",
        "staff_classes": ["pns"], "required": Decimal(2), "form_id": "coaching",
        "legal_basis": "Keputusan Contoh", "valid_from": datetime.date(2026, 1, 1),
        "live": True, **fields,
    }  # fmt: skip
    return Target.objects.create(**fields)


def causes(viewer) -> dict:
    return {
        (row.standing.person, row.standing.target.code): row.cause
        for row in impossible_for(viewer)
    }


def test_twenty_jp_fit_into_two_days_and_not_into_one(learner, hr, set_today):
    recount([learner.pk], [2026])
    assert causes(hr) == {}
    set_today(datetime.date(2026, 12, 31))
    recount([learner.pk], [2026])
    assert causes(hr) == {(learner, "pns-minimum"): TIME}
    row = impossible_for(hr)[0]
    assert row.later == datetime.date(2027, 1, 1)  # a Friday: the second day
    assert row.prorated == Decimal("0.05")  # 20 x 1/365


def test_leave_until_the_end_leaves_no_time(learner, hr):
    Absence.objects.create(
        person=learner,
        kind="annual",
        started_on=CHRISTMAS,
        ended_on=datetime.date(2026, 12, 31),
    )
    recount([learner.pk], [2026])
    assert causes(hr) == {(learner, "pns-minimum"): TIME}


def test_nothing_is_offered(learner, hr, offer, learn, set_today):
    set_today(datetime.date(2026, 7, 1))
    make_target()
    learn(learner, 20)
    assert causes(hr) == {(learner, "coaching"): OFFER}
    offer("Coaching", 2, form="coaching", days=300)  # ends next year
    row = impossible_for(hr)[0]
    assert (row.cause, row.later) == (OFFER, datetime.date(2027, 4, 27))
    offer("Coaching", 2, form="coaching", days=30)
    assert causes(hr) == {}


def test_a_capped_form_has_less_room(learner, hr, offer, learn, set_today):
    """Two coaching sessions of 2 JP a month: 10 JP need three months."""
    make_target(required=Decimal(10))
    learn(learner, 20)
    offer("Coaching", 2, form="coaching", days=1)
    set_today(datetime.date(2026, 10, 5))
    recount([learner.pk], [2026])
    assert causes(hr) == {}
    set_today(datetime.date(2026, 11, 2))
    recount([learner.pk], [2026])
    assert causes(hr) == {(learner, "coaching"): TIME}


def test_it_lists_hrs_own_people_alone(learner, hr, office, administrator, stranger):
    Absence.objects.create(
        person=learner,
        kind="annual",
        started_on=CHRISTMAS,
        ended_on=datetime.date(2026, 12, 31),
    )
    recount([learner.pk], [2026])
    for viewer, number in [(hr, 1), (office, 1), (stranger, 0)]:
        assert len(impossible_for(viewer)) == number


def test_the_statements_do_not_grow(person_factory, ministry, hr, set_today):
    set_today(datetime.date(2026, 12, 31))
    people = [person_factory(unit=ministry.section).pk for _ in range(12)]
    recount(people[:2], [2026])

    def statements():
        with CaptureQueriesContext(connection) as queries:
            found = impossible_for(hr)
        return len(found), len(queries)

    statements()
    few, before = statements()
    recount(people, [2026])
    many, after = statements()
    assert (few, many) == (2, 12)
    assert before == after <= 20


def test_the_screen_repairs_and_undoes(
    client_of, learner, leader, hr, stranger, set_today
):
    set_today(datetime.date(2026, 12, 31))
    recount([learner.pk], [2026])
    row = Standing.objects.get(person=learner, year=2026)
    page, url = (
        reverse("performance:impossible"),
        reverse("performance:repair", args=[row.pk]),
    )
    for person, code in [(learner, 403), (stranger, 403), (leader, 403), (hr, 200)]:
        assert client_of(person).get(page).status_code == code
    later = {"repair": "extend", "ends_on": "2027-02-26", "reason": "Baru kembali"}
    assert client_of(stranger).post(url, later).status_code == 404
    assert client_of(leader).post(url, later).status_code == 403
    assert client_of(hr).post(url, {"repair": "extend"}).status_code == 422
    typo = client_of(hr).post(url, {**later, "ends_on": "32"})
    assert typo.context["refusal"].code == "form_invalid"  # the day, not the reason
    wrong = {**later, "ends_on": "2026-12-01"}
    assert client_of(hr).post(url, wrong).status_code == 422
    assert client_of(hr).post(url, later).status_code == 302
    assert client_of(hr).get(page).context["number"] == 0
    client_of(hr).post(url, {**later, "repair": "prorate"})
    client_of(hr).post(url, {**later, "repair": "exempt"})
    row.refresh_from_db()
    assert (row.status, Adjustment.objects.count()) == ("exempt", 2)
    shown = client_of(hr).get(page)
    assert len(shown.context["mended"]) == 2
    client_of(hr).post(reverse("performance:end_exemption", args=[row.pk]))
    for made in Adjustment.objects.all():
        client_of(hr).post(reverse("performance:undo_adjustment", args=[made.pk]))
    assert not Exemption.objects.exists()
    row.refresh_from_db()
    assert (row.required, row.ends_on) == (20, datetime.date(2026, 12, 31))
    assert client_of(hr).get(page).context["number"] == 1


# -- the arithmetic --------------------------------------------------------------------

days = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 6, 1))
pairs = st.tuples(days, days).map(sorted).map(tuple)
paces = st.builds(
    Pace, st.integers(1, 10).map(Decimal), st.none() | st.integers(1, 9).map(Decimal)
)


@given(days, days, st.lists(pairs, max_size=3))
def test_working_days_by_looking_at_each(first, last, away):
    expected, day = 0, first
    while day <= last:
        gone = any(begin <= day <= end for begin, end in away)
        expected += day.weekday() < 5 and not gone
        day += datetime.timedelta(days=1)
    assert working_days(first, last, away) == expected


@given(paces, days, days, st.integers(1, 40).map(Decimal))
def test_the_day_that_is_proposed_leaves_room(pace, first, last, needed):
    found = first_day_with_room(pace, needed, first, max(first, last))
    full = room(pace, first, found) >= needed
    assert full or found == max(first, last) + datetime.timedelta(days=365)
    if found > max(first, last):
        assert room(pace, first, found - datetime.timedelta(days=1)) < needed
