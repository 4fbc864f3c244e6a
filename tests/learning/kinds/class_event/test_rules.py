"""Rules of classes."""

import datetime
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.kinds.class_event.models import Booking
from learning.kinds.class_event.rules import (
    CODE_SECONDS,
    MOVES,
    Waiting,
    before,
    code_is_fresh,
    code_step,
    holds,
    honest_time,
    is_lowered,
    may_move,
    name_by,
    reminder_is_due,
    share_of,
    time_to_answer,
    turns,
)


def test_every_state_has_its_moves():
    assert set(MOVES) == set(Booking.State.values)
    assert all(may_move(state, to) for to in MOVES for state in before(to))


@pytest.mark.parametrize(
    "state, to, allowed",
    [
        ("booked", "cancelled", True),
        ("waiting", "booked", False),
        ("waiting", "offered", True),
        ("offered", "booked", True),
        ("offered", "lapsed", True),
        ("lapsed", "booked", False),
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
    assert (share_of(present, of, percent, 0, by_day) == 1) is enough


def test_reminders_go_out_two_days_before_to_those_who_booked_earlier():
    now = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)
    day = datetime.timedelta(days=1)
    assert reminder_is_due(now + 2 * day, now - 5 * day, now)
    assert not reminder_is_due(now + 3 * day, now - 5 * day, now)
    assert not reminder_is_due(now + day, now, now)
    assert not reminder_is_due(now - day, now - 5 * day, now)


minutes = st.integers(0, 5000)
percents = st.integers(1, 100)
moments = st.datetimes(
    datetime.datetime(2026, 1, 1), datetime.datetime(2026, 12, 31),
    timezones=st.just(datetime.UTC),
)  # fmt: skip


@given(minutes, minutes, percents, st.integers(0, 100), st.booleans())
def test_a_share_is_a_share_and_never_more_than_was_attended(a, b, full, part, by_day):
    present, of = sorted((a, b))
    share = share_of(present, of, full, part, by_day)
    assert 0 <= share <= 1
    if present and of and not by_day and share < 1:
        assert share <= Decimal(present) / Decimal(of)
        assert share == 0 or (part and present * 100 >= of * part)
    if of and present == of:
        assert share == 1


@given(minutes, minutes, minutes, percents, st.integers(0, 100), st.booleans())
def test_who_was_there_longer_never_earns_less(a, b, c, full, part, by_day):
    less, more, of = sorted((a, b, c))
    assert share_of(less, of, full, part, by_day) <= share_of(
        more, of, full, part, by_day
    )


def test_half_of_the_hours_is_half_of_the_credit_where_the_rule_says_so():
    assert share_of(210, 420, 80, 50, False) == Decimal("0.5")
    assert share_of(209, 420, 80, 50, False) == 0
    assert share_of(210, 420, 80, 0, False) == 0
    assert share_of(336, 420, 80, 50, False) == 1


@given(
    st.lists(
        st.builds(
            Waiting,
            key=st.integers(1, 9999),
            asked_at=moments,
            need=st.integers(0, 3),
            classes=st.integers(0, 4),
            is_lowered=st.booleans(),
        ),
        max_size=8,
        unique_by=lambda w: w.key,
    ),
    st.randoms(),
)
def test_turns_are_the_same_however_the_list_is_shuffled(people, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    order = turns(people)
    assert order == turns(shuffled)
    for first, then in itertools.pairwise(order):
        assert first.is_lowered <= then.is_lowered
        if first.is_lowered == then.is_lowered:
            assert first.need >= then.need


@given(
    st.lists(
        st.tuples(moments, st.uuids(), st.booleans()),
        max_size=8,
        unique_by=lambda m: m[1],
    ),
    st.randoms(),
)
def test_two_devices_come_to_one_truth_in_any_order_and_however_often(marks, random):
    def truth_of(sent):
        truth = None
        for made_at, client_id, is_present in sent:
            if holds((made_at, client_id), truth[:2] if truth else None):
                truth = (made_at, client_id, is_present)
        return truth

    again = [*marks, *marks]
    random.shuffle(again)
    assert truth_of(again) == truth_of(marks) == max(marks, default=None)


@given(moments, st.timedeltas(datetime.timedelta(-5), datetime.timedelta(5)))
def test_a_wrong_clock_of_the_phone_does_not_matter(received, wrong):
    made = received - datetime.timedelta(minutes=7)
    assert honest_time(made + wrong, received + wrong, received) == made
    assert honest_time(received + wrong, received, received) <= received


def test_a_no_show_lowers_for_ninety_days_unless_excused():
    now = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
    day = datetime.timedelta(days=1)
    assert is_lowered(now - 89 * day, False, now)
    assert not is_lowered(now - 90 * day, False, now)
    assert not is_lowered(now - day, True, now)


def test_the_closer_the_class_the_shorter_the_time_to_answer():
    days = [30, 5, 1.5, 0.5]
    hours = [
        time_to_answer(datetime.timedelta(days=d)).total_seconds() / 60 for d in days
    ]
    assert hours == [1440, 360, 60, 10]


def test_names_are_due_a_week_before_or_in_half_of_the_time():
    now = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
    day = datetime.timedelta(days=1)
    assert name_by(now + 20 * day, now) == now + 13 * day
    assert name_by(now + 4 * day, now) == now + 2 * day


def test_a_code_is_good_for_a_minute():
    now = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)
    step = code_step(now)
    fresh = [
        code_is_fresh(step, now + datetime.timedelta(seconds=s)) for s in (0, 59, 60, 600)
    ]
    assert fresh == [True, True, False, False] and CODE_SECONDS == 20
    assert not code_is_fresh(step + 1, now)
