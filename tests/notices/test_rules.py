"""When a notice may be sent."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from corpu.notices.rules import WEEK, may_nudge, wait_before_try

NOW = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def test_two_a_week_and_no_third():
    assert may_nudge([], NOW)
    assert may_nudge([NOW - HOUR], NOW)
    assert not may_nudge([NOW - HOUR, NOW - 2 * HOUR], NOW)


def test_after_a_week_there_is_room_again():
    assert may_nudge([NOW - HOUR, NOW - WEEK], NOW)


@given(st.lists(st.integers(0, 60 * 24), max_size=40))
def test_no_week_ever_holds_more_than_the_limit(hours):
    told = []
    for hour in sorted(hours):
        now = NOW + hour * HOUR
        if may_nudge(told, now):
            told.append(now)
    for moment in told:
        assert sum(moment - WEEK < other <= moment for other in told) <= 2


def test_failures_wait_longer_each_time():
    waits = [wait_before_try(tries) for tries in range(6)]
    assert waits == sorted(waits)
    assert waits[0] == datetime.timedelta()
