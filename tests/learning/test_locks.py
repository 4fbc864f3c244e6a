"""When lessons open: rules without a database."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from learning.rules import Conditions, Lock, Rung, locks

DAY = datetime.date(2026, 3, 10)


def closed(*ladder, in_order=False, began=DAY, day=DAY) -> dict[str, Lock]:
    return locks(ladder, in_order=in_order, began_on=began, day=day)


def test_without_conditions_everything_is_open():
    assert closed(Rung("a", False), Rung("b", False)) == {}


def test_in_order_the_first_missing_one_is_named():
    ladder = [Rung("a", True), Rung("b", False), Rung("c", False), Rung("d", False)]
    found = closed(*ladder, in_order=True)
    assert found == {"c": Lock(None, ("b",)), "d": Lock(None, ("b",))}


def test_in_order_an_optional_lesson_holds_up_nobody():
    assert (
        closed(Rung("a", False, is_required=False), Rung("b", False), in_order=True) == {}
    )


def test_a_gate_closes_what_lies_behind_it():
    ladder = [Rung("a", False), Rung("b", False, is_gate=True), Rung("c", False)]
    assert closed(*ladder) == {"c": Lock(None, ("b",))}
    ladder[1] = Rung("b", True, is_gate=True)
    assert closed(*ladder) == {}


def test_a_lesson_waits_for_those_it_names():
    ladder = [
        Rung("a", False),
        Rung("b", True),
        Rung("c", False, conditions=Conditions(after=("a", "b", "gone"))),
    ]
    assert closed(*ladder) == {"c": Lock(None, ("a",))}


def test_days():
    on = Conditions(opens_on=DAY)
    later = Conditions(opens_after_days=7)
    both = Conditions(opens_on=DAY + datetime.timedelta(days=30), opens_after_days=7)
    ladder = [Rung("a", False, conditions=on), Rung("b", False, conditions=later),
              Rung("c", False, conditions=both)]  # fmt: skip
    assert closed(*ladder) == {
        "b": Lock(DAY + datetime.timedelta(days=7), ()),
        "c": Lock(DAY + datetime.timedelta(days=30), ()),
    }
    assert closed(*ladder, began=DAY - datetime.timedelta(days=7)).keys() == {"c"}
    assert closed(*ladder, day=DAY + datetime.timedelta(days=30)) == {}


rungs = st.builds(
    Rung,
    key=st.sampled_from("abcdef"),
    is_done=st.booleans(),
    is_required=st.booleans(),
    is_gate=st.booleans(),
    conditions=st.builds(
        Conditions,
        opens_on=st.none() | st.dates(DAY, DAY + datetime.timedelta(days=40)),
        opens_after_days=st.none() | st.integers(1, 40),
        after=st.lists(st.sampled_from("abcdef"), max_size=2).map(tuple),
    ),
)
ladders = st.lists(rungs, max_size=6, unique_by=lambda rung: rung.key)


@given(ladders, st.booleans())
def test_what_is_done_is_never_closed_and_every_lock_says_why(ladder, in_order):
    found = closed(*ladder, in_order=in_order)
    for rung in ladder:
        assert not (rung.is_done and rung.key in found)
    done = {rung.key for rung in ladder if rung.is_done}
    for key, lock in found.items():
        assert lock.until or lock.after
        assert key not in lock.after and not set(lock.after) & done


@given(ladders, st.booleans())
def test_after_every_day_only_lessons_close_lessons(ladder, in_order):
    late = DAY + datetime.timedelta(days=60)
    assert all(
        lock.after for lock in closed(*ladder, in_order=in_order, day=late).values()
    )
