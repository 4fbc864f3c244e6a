"""Rules of classes."""

import datetime

import pytest

from learning.kinds.class_event.models import Booking
from learning.kinds.class_event.rules import (
    MOVES,
    before,
    has_attended,
    may_move,
    reminder_is_due,
    spans_meet,
)


def test_every_state_has_its_moves():
    assert set(MOVES) == set(Booking.State.values)
    assert all(may_move(state, to) for to in MOVES for state in before(to))


@pytest.mark.parametrize(
    "state, to, allowed",
    [
        ("booked", "cancelled", True),
        ("waiting", "booked", True),
        ("booked", "attended", True),
        ("waiting", "attended", False),
        ("cancelled", "booked", False),
        ("attended", "cancelled", False),
        ("attended", "no_show", True),
        ("no_show", "attended", True),
        ("refused", "booked", False),
    ],
)
def test_which_state_may_follow_which(state, to, allowed):
    assert may_move(state, to) is allowed


@pytest.mark.parametrize(
    "present, of, percent, by_day, enough",
    [
        (0, 420, 80, False, False),
        (0, 420, 1, True, False),
        (336, 420, 80, False, True),
        (335, 420, 80, False, False),
        (60, 420, 80, True, True),
        (60, 0, 80, True, False),
    ],
)
def test_a_programme_is_whole_and_a_seminar_counts_its_days(
    present, of, percent, by_day, enough
):
    assert has_attended(present, of, percent, by_day) is enough


def test_spans_that_touch_do_not_meet():
    assert spans_meet((1, 3), (2, 4))
    assert not spans_meet((1, 2), (2, 3))


def test_reminders_go_out_two_days_before_to_those_who_booked_earlier():
    now = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)
    day = datetime.timedelta(days=1)
    assert reminder_is_due(now + 2 * day, now - 5 * day, now)
    assert not reminder_is_due(now + 3 * day, now - 5 * day, now)
    assert not reminder_is_due(now + day, now, now)
    assert not reminder_is_due(now - day, now - 5 * day, now)
