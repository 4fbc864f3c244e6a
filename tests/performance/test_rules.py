"""The arithmetic of standings: examples by hand, then properties."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance import rules
from performance.rules import Facts, reckon

JULY_1 = datetime.date(2026, 7, 1)  # 183 days of the year are left


def facts(counted=0, **fields) -> Facts:
    fields.setdefault("kind", "minimum")
    fields.setdefault("required", Decimal(20))
    return Facts(year=2026, counted=Decimal(counted), **fields)


def test_the_forecast_is_counted_and_booked_and_the_pace_of_the_rest():
    outcome = reckon(facts(6, booked=Decimal(4), last_12_months=Decimal("7.30")), JULY_1)
    assert outcome.pace == Decimal("3.66")  # 7.30 / 365 x 183
    assert outcome.forecast == Decimal("13.66")
    assert (outcome.status, outcome.gap) == ("at_risk", Decimal(14))


@pytest.mark.parametrize(
    ("counted", "booked", "history", "status"),
    [
        (20, 0, 0, "met"),
        (19, 0, 0, "at_risk"),
        (19, 1, 0, "on_track"),
        (10, 0, 20, "on_track"),
        (9, 0, 20, "at_risk"),
    ],
)
def test_the_status_in_the_open_year(counted, booked, history, status):
    row = facts(counted, booked=Decimal(booked), last_12_months=Decimal(history))
    assert reckon(row, JULY_1).status == status


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (datetime.date(2026, 12, 31), "at_risk"),
        (datetime.date(2027, 1, 1), "unmet"),
    ],
)
def test_unmet_begins_when_the_year_has_ended(day, status):
    outcome = reckon(facts(19, last_12_months=Decimal(19), booked=Decimal(0)), day)
    assert outcome.status == status


def test_bookings_and_pace_end_with_the_year():
    outcome = reckon(
        facts(19, booked=Decimal(5), last_12_months=Decimal(50)),
        datetime.date(2027, 1, 1),
    )
    assert (outcome.booked, outcome.pace, outcome.forecast) == (0, 0, 19)


@pytest.mark.parametrize(
    ("day", "since", "status"),
    [
        (datetime.date(2026, 1, 1), None, "on_track"),
        (datetime.date(2026, 3, 1), None, "on_track"),  # the 60th day
        (datetime.date(2026, 3, 2), None, "at_risk"),
        (datetime.date(2026, 7, 30), datetime.date(2026, 6, 1), "on_track"),
        (datetime.date(2026, 7, 31), datetime.date(2026, 6, 1), "at_risk"),
    ],
)
def test_nobody_without_history_is_at_risk_in_the_first_60_days(day, since, status):
    assert reckon(facts(0, in_service_since=since), day).status == status


def test_history_ends_the_grace():
    row = facts(0, last_12_months=Decimal(1))
    assert reckon(row, datetime.date(2026, 1, 10)).status == "at_risk"


def test_a_ceiling_is_met_until_exceeded_then_warns():
    ceiling = {"kind": "ceiling", "required": Decimal(24)}
    below = reckon(facts(0, **ceiling), JULY_1)
    at = reckon(facts(24, **ceiling), JULY_1)
    above = reckon(facts("24.01", **ceiling), JULY_1)
    assert [(o.status, o.is_warning, o.gap) for o in (below, at, above)] == [
        ("met", False, 0),
        ("met", False, 0),
        ("at_risk", True, 0),
    ]
    after = reckon(facts(0, **ceiling), datetime.date(2027, 2, 1))
    assert after.status == "met"


def test_an_exempt_person_has_no_gap():
    outcome = reckon(facts(0, exempt=True), datetime.date(2027, 1, 1))
    assert (outcome.status, outcome.gap) == ("exempt", 0)


def test_a_year_ahead_is_left_whole():
    assert rules.days_left(2027, JULY_1) == 365
    assert rules.days_left(2028, JULY_1) == 366
    assert reckon(Facts("minimum", 2027, Decimal(20), Decimal(0)), JULY_1).status == (
        "on_track"
    )


def test_the_share_of_a_team_leaves_out_the_exempt():
    assert rules.share_met(["met", "met", "at_risk", "exempt"]) == 66
    assert rules.share_met(["exempt"]) is None


jp = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)
days = st.dates(datetime.date(2025, 12, 1), datetime.date(2027, 2, 1))


@given(jp, jp, jp, jp, days, st.sampled_from(["minimum", "ceiling"]))
def test_the_outcome_is_sound(required, counted, booked, history, day, kind):
    row = Facts(kind, 2026, required, counted, booked, history)
    outcome = reckon(row, day)
    assert outcome.forecast == counted + outcome.booked + outcome.pace
    assert outcome.gap >= 0
    if kind == "minimum":
        assert (outcome.status == "met") == (counted >= required)
        assert (outcome.gap == 0) == (counted >= required)
        assert (outcome.status == "unmet") <= (day.year == 2027)
    if day.year > 2026:
        assert outcome.forecast == counted
        assert outcome.status in ("met", "unmet", "at_risk")
        assert (outcome.status == "at_risk") <= (kind == "ceiling")


ORDER = ["unmet", "at_risk", "on_track", "met"]


@given(jp, jp, jp, jp, jp, days)
def test_more_learning_never_makes_a_standing_worse(
    need, counted, booked, year, more, day
):
    """Except the first fact itself, which ends the grace of those without history."""
    before = reckon(Facts("minimum", 2026, need, counted, booked, year), day)
    after = reckon(Facts("minimum", 2026, need, counted + more, booked, year + more), day)
    assert after.gap <= before.gap
    if counted or year:
        assert ORDER.index(after.status) >= ORDER.index(before.status)
