"""What a report is worth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.kinds.scorm.rules import (
    COMPLETED,
    DONE,
    FAILED,
    INCOMPLETE,
    NOT_ATTEMPTED,
    PASSED,
    Verdict,
    bounded_seconds,
    judge,
    keep_best,
    percent_of,
    sum_up,
)


def said_12(status=None, raw=None, high=None, low=None) -> dict:
    said = {
        "cmi.core.lesson_status": status,
        "cmi.core.score.raw": raw,
        "cmi.core.score.max": high,
        "cmi.core.score.min": low,
    }
    return {name: value for name, value in said.items() if value is not None}


def said_2004(completion=None, success=None, scaled=None, measure=None) -> dict:
    said = {
        "cmi.completion_status": completion,
        "cmi.success_status": success,
        "cmi.score.scaled": scaled,
        "cmi.progress_measure": measure,
    }
    return {name: value for name, value in said.items() if value is not None}


@pytest.mark.parametrize(
    ("kind", "said", "percent"),
    [
        ("scorm12", said_12(raw="80"), "80"),
        ("scorm12", said_12(raw="8", high="10"), "80"),
        ("scorm12", said_12(raw="15", low="10", high="20"), "50"),
        ("scorm12", said_12(raw="1", high="3"), "33.33"),
        ("scorm12", said_12(raw="5", high="5", low="5"), None),
        ("scorm12", {}, None),
        ("scorm2004", said_2004(scaled="0.755"), "75.5"),
        ("scorm2004", said_2004(scaled="-0.5"), "0"),
        ("scorm2004", {"cmi.score.raw": "180"}, None),
        ("scorm2004", {"cmi.score.raw": "180", "cmi.score.max": "200"}, "90"),
    ],
)
def test_percent(kind, said, percent):
    assert percent_of(kind, said) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("said", "ended", "mastery", "state"),
    [
        ({}, False, None, NOT_ATTEMPTED),
        ({}, True, None, COMPLETED),  # never said a word: completed when it ends
        ({}, True, 80, FAILED),  # but not where a score is asked for
        (said_12("incomplete"), True, None, INCOMPLETE),
        (said_12("browsed"), False, None, INCOMPLETE),
        (said_12("completed"), False, None, COMPLETED),
        (said_12("passed"), False, None, PASSED),
        (said_12("failed"), False, None, FAILED),
        (said_12("completed"), False, 70, INCOMPLETE),  # the test is still to come
        (said_12("completed"), True, 70, FAILED),
        (said_12("passed", "20"), False, 70, FAILED),  # its word against its score
        (said_12("passed"), True, 70, FAILED),
        (said_12("failed", "70"), False, 70, PASSED),
        (said_12("incomplete", "90"), False, 70, INCOMPLETE),
        (said_12("incomplete", "90"), True, 70, PASSED),
        (said_12("completed", "69.99"), True, 70, FAILED),
        (said_12("completed", "7", "10"), True, 70, PASSED),
    ],
)
def test_items_of_scorm_12(said, ended, mastery, state):
    mark = None if mastery is None else Decimal(mastery)
    assert judge("scorm12", said, has_ended=ended, mastery=mark).state == state


@pytest.mark.parametrize(
    ("said", "ended", "mastery", "threshold", "state"),
    [
        ({}, False, None, None, NOT_ATTEMPTED),
        ({}, True, None, None, COMPLETED),
        (said_2004("incomplete"), False, None, None, INCOMPLETE),
        (said_2004("completed"), False, None, None, COMPLETED),
        (said_2004("completed", "passed"), False, None, None, PASSED),
        (said_2004("completed", "failed"), False, None, None, FAILED),
        (said_2004("unknown", "passed"), False, None, None, PASSED),
        (said_2004("incomplete", "failed"), False, None, None, INCOMPLETE),
        (said_2004("incomplete", "failed"), True, None, None, FAILED),
        (said_2004("completed", measure="0.5"), True, None, "0.8", INCOMPLETE),
        (said_2004("incomplete", measure="0.8"), False, None, "0.8", COMPLETED),
        (said_2004("completed", "passed", "0.5"), False, 70, None, FAILED),
        (said_2004("completed", "failed", "0.7"), False, 70, None, PASSED),
    ],
)
def test_items_of_scorm_2004(said, ended, mastery, threshold, state):
    found = judge(
        "scorm2004",
        said,
        has_ended=ended,
        mastery=None if mastery is None else Decimal(mastery),
        threshold=None if threshold is None else Decimal(threshold),
    )
    assert found.state == state


@pytest.mark.parametrize(
    ("verdicts", "mark", "state", "percent"),
    [
        ([], None, NOT_ATTEMPTED, None),
        ([(COMPLETED, None), (NOT_ATTEMPTED, None)], None, INCOMPLETE, None),
        ([(COMPLETED, None), (PASSED, 80)], None, PASSED, 80),
        ([(COMPLETED, None), (FAILED, 20)], None, FAILED, 20),
        ([(INCOMPLETE, None), (FAILED, 20)], None, INCOMPLETE, 20),
        ([(COMPLETED, 60), (PASSED, 90)], 80, FAILED, 75),
        ([(COMPLETED, None), (COMPLETED, None)], 1, FAILED, None),
        ([(COMPLETED, None)], None, COMPLETED, None),
    ],
)
def test_the_whole_package(verdicts, mark, state, percent):
    made = [Verdict(s, None if p is None else Decimal(p)) for s, p in verdicts]
    whole = sum_up(made, None if mark is None else Decimal(mark))
    assert (whole.state, whole.percent) == (state, percent)


states = st.sampled_from([NOT_ATTEMPTED, INCOMPLETE, COMPLETED, PASSED, FAILED])


@given(states, states)
def test_what_was_done_stays_done(before, now):
    assert before not in DONE or keep_best(before, now) in DONE


@given(st.integers(0, 10**6), st.integers(0, 10**5), st.integers(0, 10**5))
def test_seconds_are_bounded_by_the_clock(stated, before, elapsed):
    kept = bounded_seconds(stated, before, elapsed)
    assert kept >= before
    assert kept <= max(before, elapsed + 30)
