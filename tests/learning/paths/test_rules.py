"""Which steps are open: by examples, and for every path there could be."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from learning.paths.rules import StepState, counts, is_complete, next_key, open_keys

TODAY = datetime.date(2026, 7, 1)
LATER = TODAY + datetime.timedelta(days=7)


def step(key, **more) -> StepState:
    return StepState(key=key, **more)


def test_a_gate_waits_for_the_required_steps_before_it():
    steps = [
        step("a"),
        step("b", is_required=False),
        step("c", is_gate=True),
        step("d"),
    ]
    assert open_keys(steps, TODAY) == {"a", "b"}
    steps[0] = step("a", is_done=True)
    assert open_keys(steps, TODAY) == {"a", "b", "c", "d"}
    assert next_key(steps, TODAY) == "c"


def test_a_step_waits_for_its_day():
    steps = [step("a", opens_on=LATER), step("b")]
    assert open_keys(steps, TODAY) == {"b"}
    assert open_keys(steps, LATER) == {"a", "b"}


def test_nothing_required_is_never_complete():
    assert not is_complete([step("a", is_required=False, is_done=True)])


facts = st.tuples(
    st.booleans(), st.booleans(), st.booleans(), st.sampled_from([None, TODAY, LATER])
)
walks = st.lists(facts, max_size=8).map(
    lambda rows: [StepState(str(n), *row) for n, row in enumerate(rows)]
)


@given(walks)
def test_every_path_can_be_walked_to_its_end(steps):
    """Doing what is next again and again, later, completes whatever has a required step."""
    for _round in range(len(steps) + 1):
        key = next_key(steps, LATER)
        if key is None:
            break
        steps = [
            StepState(**{**row.__dict__, "is_done": row.is_done or row.key == key})
            for row in steps
        ]
    done, required = counts(steps)
    assert done == required
    assert is_complete(steps) is (required > 0)


@given(walks)
def test_doing_more_never_closes_a_step(steps):
    before = open_keys(steps, TODAY)
    after = [StepState(**{**row.__dict__, "is_done": True}) for row in steps]
    assert before <= open_keys(after, TODAY)
