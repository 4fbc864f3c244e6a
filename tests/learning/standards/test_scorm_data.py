"""Each element of a report: type, range, size, order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.standards.scorm_data import (
    ELEMENTS_12,
    ELEMENTS_2004,
    clean,
    elements_of,
)
from learning.standards.scorm_time import seconds_of, span_of

GOOD = [
    ("scorm12", "cmi.core.lesson_status", "passed"),
    ("scorm12", "cmi.core.score.raw", "85.5"),
    ("scorm12", "cmi.core.score.raw", ""),
    ("scorm12", "cmi.core.session_time", "0001:30:05.2"),
    ("scorm12", "cmi.core.exit", ""),
    ("scorm12", "cmi.suspend_data", "x" * 64_000),
    ("scorm12", "cmi.interactions.0.time", "23:59:59"),
    ("scorm12", "cmi.interactions.0.correct_responses.0.pattern", "a,b"),
    ("scorm2004", "cmi.score.scaled", "-0.5"),
    ("scorm2004", "cmi.session_time", "PT1H30M5.25S"),
    ("scorm2004", "cmi.progress_measure", "1"),
    ("scorm2004", "cmi.interactions.0.timestamp", "2026-03-01T10:00:00.0+07:00"),
]
BAD = [
    ("scorm12", "cmi.core.lesson_status", "PASSED", "out_of_range"),
    ("scorm12", "cmi.core.score.raw", "101", "out_of_range"),
    ("scorm12", "cmi.core.score.raw", "-1", "out_of_range"),
    ("scorm12", "cmi.core.score.raw", "NaN", "out_of_range"),
    ("scorm12", "cmi.core.score.raw", "1e2", "out_of_range"),
    ("scorm12", "cmi.core.score.raw", [1], "wrong_type"),
    ("scorm12", "cmi.core.score.raw", True, "wrong_type"),
    ("scorm12", "cmi.core.lesson_location", "x" * 256, "out_of_range"),
    ("scorm12", "cmi.suspend_data", "x" * 64_001, "out_of_range"),
    ("scorm12", "cmi.suspend_data", "a\0b", "wrong_type"),
    ("scorm12", "cmi.suspend_data", "\ud800", "wrong_type"),
    ("scorm12", "cmi.core.session_time", "90 minutes", "out_of_range"),
    ("scorm12", "cmi.score.scaled", "1", "unknown_element"),
    ("scorm12", "__proto__", "1", "unknown_element"),
    ("scorm12", "cmi.interactions.500.id", "x", "too_many"),
    ("scorm12", "cmi.interactions.3.id", "x", "out_of_order"),
    ("scorm2004", "cmi.score.scaled", "1.01", "out_of_range"),
    ("scorm2004", "cmi.progress_measure", "2", "out_of_range"),
    ("scorm2004", "cmi.session_time", "PT", "out_of_range"),
    ("scorm2004", "cmi.session_time", "P", "out_of_range"),
    ("scorm2004", "cmi.session_time", f"P{'9' * 5000}Y", "out_of_range"),
    ("scorm2004", "cmi.core.lesson_status", "passed", "unknown_element"),
]


@pytest.mark.parametrize(("kind", "name", "value"), GOOD)
def test_what_is_kept(kind, name, value):
    cleaned = clean(kind, {name: value})
    assert cleaned.values == {name: value} and not cleaned.ignored


@pytest.mark.parametrize(("kind", "name", "value", "code"), BAD)
def test_what_is_left_out(kind, name, value, code):
    cleaned = clean(kind, {name: value, "cmi.suspend_data_": ""})
    assert name not in cleaned.values
    assert (name, code) in cleaned.ignored


def test_what_a_package_may_only_read_is_passed_over():
    echoed = {"cmi.core.student_id": "another", "cmi.core.total_time": "9999:00:00"}
    assert clean("scorm12", echoed) == clean("scorm12", {})


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        ({"raw": "50", "min": "0", "max": "100"}, {"raw", "min", "max"}),
        ({"raw": "50", "min": "60"}, {"min"}),
        ({"raw": "50", "max": "40"}, {"max"}),
        ({"raw": "50", "min": "9", "max": "1"}, set()),
    ],
)
def test_scores_must_fit_together(scores, kept):
    sent = {f"cmi.core.score.{part}": value for part, value in scores.items()}
    cleaned = clean("scorm12", sent)
    assert set(cleaned.values) == {f"cmi.core.score.{part}" for part in kept}


def test_the_list_of_what_was_left_out_is_short():
    sent = {f"cmi.nonsense{number}": "x" for number in range(1000)}
    assert len(clean("scorm12", sent).ignored) == 50


anything = st.one_of(
    st.text(), st.integers(), st.none(), st.booleans(), st.lists(st.text(), max_size=2)
)
names = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*ELEMENTS_12, *ELEMENTS_2004]).map(lambda n: n.replace(".n", ".0")),
)


@given(st.sampled_from(["scorm12", "scorm2004"]), st.dictionaries(names, anything))
def test_whatever_is_sent_only_checked_text_remains(kind, sent):
    cleaned = clean(kind, sent)
    known = {name.replace(".n", ".0") for name in elements_of(kind)}
    assert set(cleaned.values) <= known
    assert all(isinstance(value, str) for value in cleaned.values.values())
    assert clean(kind, cleaned.values).values == cleaned.values


@given(st.sampled_from(["scorm12", "scorm2004"]), st.integers(0, 9999 * 3600))
def test_times_are_read_as_they_are_written(kind, seconds):
    assert seconds_of(kind, span_of(kind, seconds)) == seconds


@pytest.mark.parametrize(
    ("kind", "text", "seconds"),
    [
        ("scorm12", "00:01:30.5", 90),
        ("scorm12", "9999:99:99.99", 9999 * 3600 + 99 * 60 + 99),
        ("scorm12", "soon", 0),
        ("scorm2004", "P1DT1S", 86_401),
        ("scorm2004", "PT90M", 5400),
        ("scorm2004", "", 0),
    ],
)
def test_session_times(kind, text, seconds):
    assert seconds_of(kind, text) == seconds
