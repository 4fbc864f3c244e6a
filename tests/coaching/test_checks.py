"""Settings of coaching that contradict each other are refused at start."""

import pytest

from coaching.checks import session_days_in_order


def test_the_settings_that_ship_are_fine():
    assert session_days_in_order(None) == []


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [
        ("SESSION_REMIND_DAYS", 14, "corpu.E025"),
        ("SESSION_REMIND_DAYS", 0, "corpu.E025"),
        ("NOTES_KEEP_DAYS", 0, "corpu.E026"),
    ],
)
def test_days_that_make_no_sense_are_refused(settings, name, days, code):
    setattr(settings, name, days)
    assert [error.id for error in session_days_in_order(None)] == [code]
