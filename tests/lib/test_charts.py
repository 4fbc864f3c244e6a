from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.lib import charts

amounts = st.decimals(0, 10_000, places=2)


@pytest.mark.parametrize(
    ("value", "whole", "percent"),
    [
        (5, 20, 25),
        (25, 20, 100),
        (-1, 20, 0),
        (3, 0, 0),
        (None, 20, 0),
        (Decimal("12.5"), 20, 62.5),
    ],
)
def test_share_stays_on_the_track(value, whole, percent):
    assert charts.share(value, whole) == percent


def test_bars_are_measured_against_the_longest():
    rows = charts.bars([("E-learning", 8), ("Seminar", Decimal("2"))])
    assert [row.segments[0].width for row in rows] == [100, 25]


def test_bars_of_nothing_have_no_width():
    assert charts.bars([("Seminar", 0)])[0].segments[0].width == 0
    assert charts.bars([]) == []


@given(st.lists(st.lists(amounts, min_size=1, max_size=5), min_size=1, max_size=8))
def test_parts_of_a_stack_touch_and_never_leave_the_chart(table):
    rows = [
        {
            "label": "x",
            "parts": [{"label": str(n), "value": v} for n, v in enumerate(parts)],
        }
        for parts in table
    ]
    for bar in charts.stacks(rows):
        for before, after in zip(bar.segments, bar.segments[1:], strict=False):
            assert abs(before.start + before.width - after.start) < 0.02
        last = bar.segments[-1]
        assert last.start + last.width <= 100.1


def test_legend_names_each_part_once():
    parts = [{"label": "Met", "value": 1, "tone": "met"}, {"label": "Unmet", "value": 2}]
    rows = charts.stacks([{"label": "a", "parts": parts}, {"label": "b", "parts": parts}])
    assert [(s.label, s.tone) for s in charts.legend(rows)] == [
        ("Met", "met"),
        ("Unmet", "2"),
    ]


@given(st.lists(st.one_of(st.none(), amounts), min_size=1, max_size=24))
def test_dots_of_a_line_lie_in_the_square(values):
    points = [(str(n), value) for n, value in enumerate(values)]
    line = charts.line_chart([{"label": "JP", "points": points}]).lines[0]
    assert len(line.dots) == sum(value is not None for value in values)
    assert all(0 <= x <= 100 and 0 <= y <= 100 for x, y in line.dots)


def test_limit_lies_inside_even_above_the_line():
    chart = charts.line_chart([{"label": "JP", "points": [("Jan", 3)]}], limit=20)
    assert chart.limit.at == 0
    assert [tick.label for tick in chart.across] == [0, 5, 10, 15, 20]


@given(st.integers(1, 1_000_000))
def test_axis_ends_at_a_round_number_not_far_above(value):
    top = charts._ceiling(value)
    assert top >= value and top % 4 == 0 and top <= max(4, value * 2.5)


def test_long_axis_keeps_few_labels():
    points = [(str(n), n) for n in range(24)]
    assert len(charts.line_chart([{"label": "JP", "points": points}]).along) <= 6


def test_flat_line_is_drawn():
    assert charts.polyline([3, 3, 3], 100, 28) == "0.00,28.00 50.00,28.00 100.00,28.00"
