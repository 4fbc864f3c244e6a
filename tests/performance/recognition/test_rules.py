"""Teams and medians: arithmetic alone."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.recognition.rules import Reached, is_proved, median_hours, reached

hours = [datetime.timedelta(hours=n) for n in (1, 4, 100)]


def test_the_middle_of_the_times():
    assert median_hours([]) is None
    assert median_hours(hours) == 4
    assert median_hours(hours[:2]) == Decimal("2.5")
    assert median_hours([datetime.timedelta(hours=-3)]) == 0


def test_a_member_has_met_when_every_target_is_met():
    rows = [(1, "met"), (1, "met"), (2, "met"), (2, "at_risk"), (3, "exempt"), (4, "met")]
    assert reached(rows) == Reached(people=3, met=2)
    assert reached(rows).share == 66
    assert reached([(1, "exempt")]).share is None


@pytest.mark.parametrize(
    ("people", "met", "proved"),
    [(3, 3, True), (3, 2, False), (2, 2, False), (0, 0, False)],
)
def test_what_proves_a_criterion(people, met, proved):
    assert is_proved(Reached(people, met), min_share=100, min_people=3) is proved


spans = st.lists(st.timedeltas(datetime.timedelta(0), datetime.timedelta(90)), min_size=1)


@given(spans)
def test_the_median_lies_within(times):
    middle = median_hours(times)
    bound = datetime.timedelta(minutes=7)
    assert min(times) - bound <= float(middle) * datetime.timedelta(hours=1)
    assert float(middle) * datetime.timedelta(hours=1) <= max(times) + bound


@given(st.integers(1, 50), st.integers(0, 50), st.integers(1, 100))
def test_one_more_who_met_never_unproves(people, met, share):
    met = min(met, people)
    if is_proved(Reached(people, met), min_share=share, min_people=1) and met < people:
        assert is_proved(Reached(people, met + 1), min_share=share, min_people=1)
