"""The index by hand: parts, windows, limits."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.professionalism.rules import (
    Learnt,
    Part,
    by_limit,
    competence,
    in_window,
    points_of,
    score,
    total,
)

TECHNICAL = Part(1, Decimal("22.5"), frozenset({"technical"}), Decimal(20), 1)
SEMINAR = Part(2, Decimal("17.5"), frozenset({"seminar", "workshop"}), None, 2)


def learnt(form="technical", year=2026, jp=20, items=1) -> Learnt:
    return Learnt(form, year, Decimal(jp), items)


@pytest.mark.parametrize(
    ("part", "rows", "points"),
    [
        (TECHNICAL, [], "0"),
        (TECHNICAL, [learnt(jp=20)], "22.5"),
        (TECHNICAL, [learnt(jp=12), learnt(jp=8)], "22.5"),
        (TECHNICAL, [learnt(jp="19.99")], "0"),
        (TECHNICAL, [learnt(year=2025)], "0"),  # the window is this year alone
        (TECHNICAL, [learnt(form="seminar")], "0"),
        (SEMINAR, [learnt(form="workshop", year=2025, jp=1)], "17.5"),
        (SEMINAR, [learnt(form="workshop", year=2024)], "0"),
        (replace(SEMINAR, years=None), [learnt(form="seminar", year=2010)], "17.5"),
        (replace(TECHNICAL, is_partial=True), [learnt(jp=10)], "11.25"),
        (replace(TECHNICAL, is_partial=True), [learnt(jp="0.01")], "0.01"),
        (replace(TECHNICAL, is_given=True), [], "22.5"),
    ],
)
def test_a_part_by_hand(part, rows, points):
    assert score(part, rows, 2026).points == Decimal(points)


def test_learning_of_a_later_year_does_not_count():
    assert not in_window(replace(SEMINAR, years=None), 2027, 2026)


STEPS = [
    (Decimal(90), 30),
    (Decimal(75), 25),
    (Decimal(60), 15),
    (Decimal(50), 5),
    (None, 1),
]


@pytest.mark.parametrize(
    ("value", "points"),
    [("100", 30), ("90.01", 30), ("90", 25), ("75", 15), ("60.01", 15), ("60", 5),
     ("50.01", 5), ("50", 1), ("0", 1)],
)  # fmt: skip
def test_limits_are_exceeded_not_reached(value, points):
    assert by_limit(STEPS, Decimal(value)) == points
    assert by_limit(STEPS[::-1], Decimal(value)) == points


def test_a_dimension_that_is_not_known_adds_nothing():
    assert total([Decimal(20), None, Decimal(25), None]) == Decimal(45)


rows = st.lists(
    st.builds(
        Learnt,
        form=st.sampled_from(["technical", "seminar", "workshop"]),
        year=st.integers(2020, 2027),
        jp=st.integers(1, 4000).map(lambda n: Decimal(n) / 100),
        items=st.integers(1, 3),
    ),
    max_size=6,
)
parts = st.lists(
    st.builds(
        Part,
        pk=st.integers(1, 9),
        points=st.integers(1, 2250).map(lambda n: Decimal(n) / 100),
        forms=st.frozensets(st.sampled_from(["technical", "seminar"]), min_size=1),
        min_jp=st.one_of(st.none(), st.just(Decimal(20))),
        years=st.one_of(st.none(), st.integers(1, 3)),
        is_partial=st.booleans(),
    ),
    max_size=3,
)


@given(parts, rows, rows)
def test_more_learning_never_lowers_it_and_it_stays_below_its_most(parts, some, more):
    before = points_of(competence(parts, some, 2026))
    after = points_of(competence(parts, [*some, *more], 2026))
    assert 0 <= before <= after <= sum(part.points for part in parts)
