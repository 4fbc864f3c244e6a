"""The matrix and the cycle, without a database."""

import datetime
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.plans import rules

FIXTURE = Path(rules.__file__).parent / "fixtures/national_cycle.json"
CELLS = json.loads(FIXTURE.read_text())[0]["fields"]["cells"]
ratings = st.sampled_from(list(rules.RATINGS))
events = st.lists(st.sampled_from(rules.EVENTS), max_size=30)


def test_the_national_matrix_has_its_nine_fields():
    """FACTS 3: the quadrant of PermenPANRB 6/2022, result first."""
    assert rules.matrix_faults(CELLS) == []
    expected = {
        ("above", "below"): "poor",
        ("above", "meets"): "good",
        ("above", "above"): "very_good",
        ("meets", "below"): "poor",
        ("meets", "meets"): "good",
        ("meets", "above"): "good",
        ("below", "below"): "very_poor",
        ("below", "meets"): "needs_improvement",
        ("below", "above"): "needs_improvement",
    }
    for (result, behaviour), predicate in expected.items():
        assert rules.predicate_of(CELLS, result, behaviour) == predicate


@given(ratings, ratings, ratings)
def test_a_better_rating_never_gives_a_worse_predicate(result, one, other):
    better, worse = sorted([one, other], key=rules.RATINGS.get)
    rank = rules.PREDICATES
    assert (
        rank[rules.predicate_of(CELLS, result, better)]
        <= rank[rules.predicate_of(CELLS, result, worse)]
    )
    assert (
        rank[rules.predicate_of(CELLS, better, result)]
        <= rank[rules.predicate_of(CELLS, worse, result)]
    )


@given(
    st.fixed_dictionaries({k: st.sampled_from([*rules.PREDICATES]) for k in rules.CELLS})
)
def test_faults_are_found_exactly_where_the_order_breaks(cells):
    scale = list(rules.RATINGS)
    broken = any(
        rules.PREDICATES[cells[rules.cell(better, b)]]
        > rules.PREDICATES[cells[rules.cell(worse, b)]]
        or rules.PREDICATES[cells[rules.cell(b, better)]]
        > rules.PREDICATES[cells[rules.cell(b, worse)]]
        for b in scale
        for better, worse in itertools.pairwise(scale)
    )
    assert bool(rules.matrix_faults(cells)) is broken


def test_a_matrix_with_holes_is_refused():
    assert "missing:above/above" in rules.matrix_faults({})
    assert rules.matrix_faults({**CELLS, "above/above": "x"}) == ["unknown:above/above"]


def walk(names) -> list[rules.Stage]:
    """The stages that a list of events leads through; what is not allowed is skipped."""
    stage, stages = rules.Stage(), [rules.Stage()]
    for event in names:
        try:
            stage = rules.step(stage, event)
        except rules.WrongStep:
            continue
        stages.append(stage)
    return stages


@given(events)
def test_nothing_runs_that_both_have_not_signed(names):
    for stage in walk(names):
        if stage.state in (rules.RUNNING, rules.CLOSED):
            assert stage.person_signed
            assert stage.leader_signed
        else:
            assert not (stage.person_signed and stage.leader_signed)


@given(events)
def test_a_change_takes_every_signature_away(names):
    stage = walk(names)[-1]
    if stage.state != rules.CLOSED:
        assert rules.step(stage, rules.CHANGE) == rules.Stage(rules.PLANNING)


@given(events, st.sampled_from(rules.EVENTS))
def test_a_closed_plan_takes_no_step(names, event):
    stage = walk([rules.SIGN_PERSON, *names])[-1]
    if stage.state == rules.CLOSED:
        with pytest.raises(rules.WrongStep, match="plan_closed"):
            rules.step(stage, event)


@given(events)
def test_a_year_is_closed_only_from_monitoring(names):
    stages = walk(names)
    for before, after in itertools.pairwise(stages):
        if after.state == rules.CLOSED:
            assert before.state == rules.RUNNING


@given(st.lists(st.sampled_from(["give", "acknowledge", "lapse", "object", "decide"])))
def test_an_assessment_ends_once_and_stays(names):
    state, ended = rules.GIVEN, False
    for event in names:
        try:
            state = rules.follow_up(state, event)
        except rules.WrongStep:
            continue
        assert not ended
        ended = state == rules.FINAL


def test_signing_twice_is_refused():
    stage = rules.step(rules.step(rules.Stage(), rules.OPEN), rules.SIGN_PERSON)
    with pytest.raises(rules.WrongStep, match="signed_already"):
        rules.step(stage, rules.SIGN_PERSON)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_lies_in_its_quarter(day):
    first, last = rules.quarter_span(day.year, rules.quarter_of(day))
    assert first <= day <= last
    assert rules.quarter_of(first) == rules.quarter_of(last)
    begun = rules.ended_quarters(day.year, day)
    assert begun == list(range(1, rules.quarter_of(day)))
