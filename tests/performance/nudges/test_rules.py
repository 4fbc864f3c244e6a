"""The shortest set of offers, against every set there is."""

import datetime
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from performance.nudges.rules import Offer, level_of, shortest

FIRST = datetime.date(2026, 3, 2)


@st.composite
def offers(draw):
    found = []
    for key in range(draw(st.integers(0, 8))):
        starts = draw(st.none() | st.integers(0, 20))
        first = None if starts is None else FIRST + datetime.timedelta(days=starts)
        last = first and first + datetime.timedelta(days=draw(st.integers(0, 4)))
        value = Decimal(draw(st.integers(0, 12)))
        found.append(Offer(key, value, f"g{draw(st.integers(0, 9))}", first, last))
    return found


def goes_together(chosen) -> bool:
    return not any(a.excludes(b) for a, b in combinations(chosen, 2))


def fewest(found, gap) -> int | None:
    """By looking at every set."""
    for size in range(len(found) + 1):
        for chosen in combinations(found, size):
            if sum(o.value for o in chosen) >= gap and goes_together(chosen):
                return size
    return None


@given(offers(), st.integers(1, 40))
def test_the_shortest_set_is_as_short_as_any(found, gap):
    chosen = shortest(found, Decimal(gap))
    best = fewest(found, gap)
    if chosen is None:
        assert best is None
        return
    assert sum(o.value for o in chosen) >= gap
    assert goes_together(chosen)
    assert all(o.value for o in chosen)
    assert len(chosen) == best


def test_of_sets_of_one_size_the_one_that_brings_least_too_much():
    found = [
        Offer(1, Decimal(20), "a"),
        Offer(2, Decimal(6), "b"),
        Offer(3, Decimal(9), "c"),
    ]
    assert [o.key for o in shortest(found, Decimal(5))] == [2]
    assert [o.key for o in shortest(found, Decimal(14))] == [1]
    assert {o.key for o in shortest(found, Decimal(21))} == {1, 2}


def test_silence_is_passed_on_by_the_clock():
    assert [level_of(days) for days in (0, 29, 30, 44, 45, 59, 60, 400)] == [
        0, 0, 1, 1, 2, 2, 3, 3,
    ]  # fmt: skip
