"""The arithmetic of an allowance recommendation."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.allowance.rules import (
    ORDER,
    Away,
    Deduction,
    Exemption,
    Factor,
    Facts,
    Formula,
    Part,
    Step,
    best,
    faults,
    reckon,
)

D = Decimal
PREDICATES = ORDER["predicate"]


def words(source: str, *percents) -> tuple[Step, ...]:
    return tuple(
        Step(D(p), word) for word, p in zip(ORDER[source], percents, strict=True)
    )


PERFORMANCE = Part("perf", D(60), "predicate", words("predicate", 100, 100, 90, 85, 80))
ATTENDANCE = Part("att", D(30), "attendance")
LEARNING = Part("learn", D(10), "learning", words("learning", 100, 100, 100, 50), D(100))
FORMULA = Formula(
    (PERFORMANCE, ATTENDANCE, LEARNING),
    (
        Deduction("absent", "absent", D(4)),
        Deduction("tl1", "late_1", D("0.5")),
        Deduction("report", "no_report", D(35), "perf"),
    ),
    (Factor("cpns", ("cpns",), D(80)),),
    (
        Exemption("few", D(40), part="perf", days_below=7),
        Exemption("leave", D(40), absence_kinds=("maternity",), min_days=15),
    ),
)
GOOD = Facts(
    words={"perf": "good", "learn": "met"},
    numbers={"att": D(98)},
    days_present=D(20),
)


def percent(facts: Facts, formula: Formula = FORMULA) -> Decimal | None:
    return reckon(formula, facts).percent


# Each row by hand: what changes against GOOD, and the sum beside it.
CASES = [
    ({}, "99.40"),  # 60 + 30 x 0.98 + 10
    ({"words": {"perf": "needs_improvement", "learn": "met"}}, "93.40"),  # 54 + 29.4 + 10
    ({"words": {"perf": "good", "learn": "unmet"}}, "94.40"),  # 60 + 29.4 + 5
    ({"words": {"perf": "good", "learn": "exempt"}}, "99.40"),  # as the best step
    ({"words": {"perf": "good"}}, "99.40"),  # no target: worth 100
    ({"counts": {"absent": D(2), "late_1": D(3)}}, "89.90"),  # 99.4 - 8 - 1.5
    ({"counts": {"no_report": D(1)}}, "78.40"),  # 60 x 0.65 + 29.4 + 10
    ({"counts": {"no_report": D(9)}}, "39.40"),  # the part is used up, no more
    ({"counts": {"absent": D(31)}}, "0.00"),  # 124 points, of 99.4 that are there
    ({"staff_class": "cpns"}, "79.52"),  # 99.4 x 0.8
    ({"staff_class": "cpns", "counts": {"absent": D(1)}}, "76.32"),  # (99.4 - 4) x 0.8
    ({"days_present": D(6)}, "79.40"),  # 40 instead of 60
    ({"absences": (Away("maternity", 20, 90),)}, "40.00"),
    ({"absences": (Away("maternity", 14, 90),)}, "99.40"),  # under 15 days of the month
    ({"absences": (Away("annual", 20, 20),)}, "99.40"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_by_hand(change, expected):
    assert percent(replace(GOOD, **change)) == D(expected)


def test_what_is_missing_waits_for_a_check_by_hand():
    result = reckon(FORMULA, replace(GOOD, words={"learn": "met"}))
    assert (result.percent, result.missing) == (None, ("perf",))


@pytest.mark.parametrize(
    ("score", "expected"),
    [("95", 100), ("90", 100), ("89.99", 90), ("61", 80), ("9", 0), ("100", 100)],
)
def test_steps_of_a_number(score, expected):
    steps = tuple(
        Step(D(p), at_least=D(a))
        for a, p in ((90, 100), (76, 90), (61, 80), (51, 70), (10, 40))
    )
    formula = Formula((Part("score", D(100), "score", steps),))
    assert percent(Facts(numbers={"score": D(score)}), formula) == expected


def test_leave_by_its_length():
    long = {"absence_kinds": ("long",), "min_days": 15}
    formula = replace(
        FORMULA,
        exemptions=(
            Exemption("short", D(40), months_below=6, **long),
            Exemption("longer", D(20), months_from=6, months_below=12, **long),
            Exemption("longest", D(0), months_from=12, **long),
        ),
    )
    found = [
        percent(replace(GOOD, absences=(Away("long", 30, days),)), formula)
        for days in (179, 180, 359, 360)
    ]
    assert found == [40, 20, 20, 0]


def test_rounding_is_a_step_of_its_own():
    formula = replace(FORMULA, places=0, rounds_down=True)
    result = reckon(formula, GOOD)
    assert result.percent == 99
    assert result.lines[-1].kind == "rounding"
    assert result.lines[-1].effect == D("-0.4")


def test_what_would_be_if_the_target_were_met():
    unmet = replace(
        GOOD,
        words={"perf": "poor", "learn": "unmet"},
        counts={"learning_unmet": D(1)},
    )
    formula = replace(FORMULA, deductions=(Deduction("l", "learning_unmet", D(3)),))
    assert percent(unmet, formula) == D("82.40")  # 51 + 29.4 + 5 - 3
    assert best(formula, unmet, "learning") == D("90.40")
    assert best(formula, unmet, "predicate") == D("91.40")
    assert best(formula, unmet, "attendance") == D("83.00")


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        (Formula((PERFORMANCE,)), "weights"),
        (Formula((Part("a", D(50), "whole"), Part("a", D(50), "whole"))), "parts_twice"),
        (
            Formula(
                (Part("a", D(100), "whole"),), (Deduction("d", "absent", D(1), "b"),)
            ),
            "unknown_part",
        ),
        (Formula((Part("a", D(100), "predicate"),)), "steps_missing"),
        (
            Formula(
                (Part("a", D(100), "predicate", words("predicate", 90, 100, 0, 0, 0)),)
            ),
            "steps_order",
        ),
        (Formula((Part("a", D(100), "score", (Step(D(1), "good"),)),)), "steps_kind"),
    ],
)
def test_a_formula_that_is_not_sound_is_told(formula, code):
    assert faults(FORMULA) == []
    assert code in faults(formula)


# -- properties ----------------------------------------------------------------------

shares = st.decimals(0, 100, places=2)
cases = st.decimals(0, 40, places=0)


@st.composite
def formulas(draw) -> Formula:
    weight = draw(shares)
    paid = sorted(draw(st.lists(shares, min_size=5, max_size=5)), reverse=True)
    learning = sorted(draw(st.lists(shares, min_size=4, max_size=4)), reverse=True)
    return Formula(
        (
            Part("perf", weight, "predicate", words("predicate", *paid)),
            Part("att", 100 - weight, "attendance"),
            Part("learn", D(0), "learning", words("learning", *learning), D(100)),
        ),
        (
            Deduction("a", "absent", draw(shares)),
            Deduction("r", "no_report", draw(shares), "perf"),
        ),
        (Factor("cpns", ("cpns",), draw(shares)),),
        (Exemption("few", draw(shares), part="perf", days_below=7),),
        places=draw(st.integers(0, 2)),
        rounds_down=draw(st.booleans()),
    )


@st.composite
def facts(draw) -> Facts:
    return Facts(
        staff_class=draw(st.sampled_from(["pns", "cpns", "pppk"])),
        words={
            "perf": draw(st.sampled_from(PREDICATES)),
            "learn": draw(st.sampled_from(ORDER["learning"])),
        },
        numbers={"att": draw(shares)},
        counts={"absent": draw(cases), "no_report": draw(cases)},
        days_present=D(draw(st.integers(0, 23))),
    )


@given(formulas(), facts())
def test_never_below_0_or_above_100_and_the_steps_add_up(formula, known):
    result = reckon(formula, known)
    assert 0 <= result.percent <= 100
    assert sum(line.effect for line in result.lines) == result.percent


@given(formulas(), facts(), shares)
def test_more_attendance_is_never_worth_less(formula, known, other):
    more = replace(known, numbers={"att": max(other, known.numbers["att"])})
    assert reckon(formula, more).percent >= reckon(formula, known).percent


@given(formulas(), facts(), st.sampled_from(PREDICATES))
def test_a_better_predicate_is_never_worth_less(formula, known, other):
    rank = PREDICATES.index
    better = min(known.words["perf"], other, key=rank)
    better = replace(known, words={**known.words, "perf": better})
    assert reckon(formula, better).percent >= reckon(formula, known).percent


@given(formulas(), facts(), cases, st.sampled_from(["absent", "no_report"]))
def test_more_cases_are_never_worth_more(formula, known, more, counter):
    worse = dict(known.counts)
    worse[counter] += more
    worse = replace(known, counts=worse)
    assert reckon(formula, worse).percent <= reckon(formula, known).percent


@given(formulas(), facts())
def test_the_best_is_never_worse(formula, known):
    here = reckon(formula, known).percent
    for source in ("predicate", "learning", "attendance"):
        assert best(formula, known, source) >= here
