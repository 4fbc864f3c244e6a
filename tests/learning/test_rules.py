"""Rules of evidence."""

import datetime

import pytest

from learning.rules import (
    after_working_days,
    number_key,
    overlap,
    quantities_needed,
    quantities_shown,
    same_organiser,
)


@pytest.mark.parametrize(
    "text, key",
    [
        ("No. 12/BPSDM-2026", "12BPSDM2026"),
        ("no 12 bpsdm 2026", "12BPSDM2026"),
        ("Nomor: 12/BPSDM/2026", "12BPSDM2026"),
        ("NO12", "NO12"),
        ("１２/A", "12A"),
        ("  ", ""),
        ("---", ""),
    ],
)
def test_numbers_are_compared_by_their_signs(text, key):
    assert number_key(text) == key


def test_each_basis_asks_for_what_it_counts():
    assert quantities_needed("per_session") == ("sessions",)
    assert quantities_needed("per_day") == ()
    assert "days" in quantities_shown("per_day")
    assert quantities_needed(None) == ("jp_stated", "minutes")


def test_organisers_and_days():
    assert same_organiser("Balai Diklat, Bandung", "balai diklat bandung")
    day = datetime.date
    assert overlap((day(2026, 1, 1), day(2026, 1, 3)), (day(2026, 1, 3), day(2026, 1, 4)))
    assert not overlap(
        (day(2026, 1, 1), day(2026, 1, 2)), (day(2026, 1, 3), day(2026, 1, 4))
    )


def test_five_working_days_leave_the_weekend_out():
    friday = datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC)
    assert after_working_days(friday, 5).date() == datetime.date(2026, 11, 27)
    assert after_working_days(friday, 1).date() == datetime.date(2026, 11, 23)
