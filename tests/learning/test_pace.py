"""How fast is far too fast: rules without a database."""

import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules import LEAST_SAMPLE, honest_pace


def honest(dice: random.Random, *, median: float, sigma: float, count: int) -> list[int]:
    """People as they are: most near the median, some twice as fast, some half."""
    return [round(dice.lognormvariate(math.log(median), sigma)) for _ in range(count)]


@st.composite
def any_seconds(draw) -> list[int]:
    """What twenty to eighty people needed, evenly or wildly spread."""
    dice = random.Random(draw(st.integers(0, 10**9)))
    median, sigma = draw(st.integers(1, 20_000)), draw(st.floats(0, 3))
    count = draw(st.integers(LEAST_SAMPLE, 80))
    found = honest(dice, median=median, sigma=sigma, count=count)
    return [max(1, value) for value in found]


def test_twenty_minutes_in_twenty_seconds():
    dice = random.Random(1)
    pace = honest_pace(honest(dice, median=1200, sigma=0.4, count=60), None)
    assert 20 < pace.limit <= pace.median / 4
    assert 900 < pace.median < 1500 and pace.people == 60
    assert honest_pace([], 20).limit == 120


@pytest.mark.parametrize("sigma", [0.1, 0.4, 0.7, 0.9])
def test_honest_people_are_hardly_ever_held(sigma):
    dice = random.Random(7)
    held = total = 0
    for _course in range(60):
        known = honest(dice, median=900, sigma=sigma, count=dice.randint(20, 60))
        limit = honest_pace(known, None).limit
        new = honest(dice, median=900, sigma=sigma, count=100)
        held += sum(value < limit for value in new)
        total += len(new)
    assert held / total < 0.02


@given(any_seconds())
def test_never_more_than_a_quarter_of_what_half_of_them_needed(values):
    pace = honest_pace(values, None)
    assert pace.limit <= statistics.median_high(sorted(values)) / 4 + 1
    assert pace.people == len(values)


@given(any_seconds(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(values, dice):
    mixed = dice.sample(values, len(values))
    assert honest_pace(mixed, None) == honest_pace(values, None)


def test_a_few_who_cheated_do_not_move_it():
    dice = random.Random(3)
    people = honest(dice, median=1200, sigma=0.4, count=54)
    limit = honest_pace(people, None).limit
    assert honest_pace([*people, *[5] * 6], None).limit > limit / 2


@pytest.mark.parametrize(
    ("count", "stated", "limit"),
    [
        (0, None, None),
        (LEAST_SAMPLE - 1, None, None),
        (LEAST_SAMPLE - 1, 30, 180),
        (0, 4, None),  # an estimate of a few minutes says nothing
        (LEAST_SAMPLE, 30, 149),  # a quarter of ten minutes: people count, not estimates
    ],
)
def test_where_little_is_known(count, stated, limit):
    pace = honest_pace([600] * count, stated)
    assert (pace and pace.limit) == limit


def test_time_that_nobody_measured_is_no_time():
    assert honest_pace([0] * 100, None) is None
