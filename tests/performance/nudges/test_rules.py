"""The shortest set of offers, against every set there is."""

import datetime
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from performance.nudges.rules import Offer, Part, Wanted, level_of, shortest

FIRST = datetime.date(2026, 3, 2)


@st.composite
def offers(draw):
    found = []
    for key in range(draw(st.integers(0, 8))):
        starts = draw(st.none() | st.integers(0, 20))
        first = None if starts is None else FIRST + datetime.timedelta(days=starts)
        last = first and first + datetime.timedelta(days=draw(st.integers(0, 4)))
        value = Decimal(draw(st.integers(0, 12)))
        parts = draw(st.frozensets(st.integers(0, 1)))
        group = f"g{draw(st.integers(0, 9))}"
        found.append(Offer(key, value, group, first, last, parts))
    return found


def goes_together(chosen) -> bool:
    return not any(a.excludes(b) for a, b in combinations(chosen, 2))


@st.composite
def wishes(draw):
    """A whole, and up to two parts inside it: minimums or ceilings."""
    parts = []
    for _number in range(draw(st.integers(0, 2))):
        amount = Decimal(draw(st.integers(0, 12)))
        is_ceiling = draw(st.booleans())
        parts.append(Part(room=amount) if is_ceiling else Part(missing=amount))
    return Wanted(Decimal(draw(st.integers(0, 40))), tuple(parts))


def enough(chosen, wanted) -> bool:
    """By hand: each part by itself, then the whole without what ceilings cut off."""
    whole = sum(o.value for o in chosen)
    for place, part in enumerate(wanted.parts):
        inside = sum(o.value for o in chosen if place in o.parts)
        if inside < part.missing:
            return False
        if part.room is not None and inside > part.room:
            whole -= inside - part.room
    return whole >= wanted.whole


def fewest(found, wanted) -> int | None:
    """By looking at every set."""
    for size in range(len(found) + 1):
        for chosen in combinations(found, size):
            if enough(chosen, wanted) and goes_together(chosen):
                return size
    return None


@given(offers(), wishes())
def test_the_shortest_set_is_as_short_as_any(found, wanted):
    chosen = shortest(found, wanted)
    best = fewest(found, wanted)
    if chosen is None:
        assert best is None
        return
    assert enough(chosen, wanted)
    assert wanted.missing_after(chosen) == 0
    assert goes_together(chosen)
    assert all(o.value for o in chosen)
    assert len(chosen) == best


def test_of_sets_of_one_size_the_one_that_brings_least_too_much():
    found = [
        Offer(1, Decimal(20), "a"),
        Offer(2, Decimal(6), "b"),
        Offer(3, Decimal(9), "c"),
    ]
    assert [o.key for o in shortest(found, Wanted(Decimal(5)))] == [2]
    assert [o.key for o in shortest(found, Wanted(Decimal(14)))] == [1]
    assert {o.key for o in shortest(found, Wanted(Decimal(21)))} == {1, 2}


def test_many_offers_still_find_a_set_that_is_enough():
    """Where not every set can be looked at: a part of which only small ones bring."""
    large = [Offer(n, Decimal(9), f"a{n}") for n in range(60)]
    small = [Offer(100 + n, Decimal(1), f"b{n}", parts=frozenset({0})) for n in range(9)]
    wanted = Wanted(Decimal(30), (Part(missing=Decimal(6)),))
    chosen = shortest([*large, *small], wanted)
    assert wanted.missing_after(chosen) == 0
    assert len(chosen) < 12


def test_silence_is_passed_on_by_the_clock():
    assert [level_of(days) for days in (0, 29, 30, 44, 45, 59, 60, 400)] == [
        0, 0, 1, 1, 2, 2, 3, 3,
    ]  # fmt: skip
