import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.rules import LAPSE_AFTER_DAYS, clock_says, session_fault

NOW = datetime.datetime(2026, 3, 16, 12, tzinfo=datetime.UTC)
SINCE = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)


def at(hours_ago: float) -> datetime.datetime:
    return NOW - datetime.timedelta(hours=hours_ago)


@pytest.mark.parametrize(
    ("started_at", "minutes", "code"),
    [
        (at(2), 60, ""),
        (at(1), 60, ""),
        (at(0.5), 60, "in_the_future"),
        (at(-24), 60, "in_the_future"),
        (SINCE - datetime.timedelta(minutes=1), 60, "before_the_engagement"),
        (at(24), 9, "minutes_out_of_range"),
        (at(24), 481, "minutes_out_of_range"),
        (at(5.5), 60, "overlaps"),
        (at(6), 60, ""),
        (at(4), 60, ""),
    ],
)
def test_a_session_is_refused_with_its_reason(started_at, minutes, code):
    others = [(at(5), at(4))]
    found = session_fault(
        started_at, minutes, now=NOW, engaged_since=SINCE, others=others
    )
    assert found == code


@given(days=st.floats(0, 40), reminded=st.booleans())
def test_the_clock_reminds_once_and_lapses_for_good(days, reminded):
    says = clock_says(NOW - datetime.timedelta(days=days), NOW, reminded=reminded)
    if days >= LAPSE_AFTER_DAYS:
        assert says == "lapse"
    elif reminded or days < 3:
        assert says == ""
    else:
        assert says == "remind"
