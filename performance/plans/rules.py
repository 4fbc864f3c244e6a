"""The cycle of a performance plan and the matrix of its assessment, in plain Python.

Source: PermenPANRB 6/2022: planning, monitoring, assessment, follow-up (article 5); work
results and work behaviour are each rated above, as or below expectation, and the two
together give the predicate by a matrix, which is data (`models.PredicateMatrix`).
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

# How an axis is rated, with the code of SIASN.
ABOVE, MEETS, BELOW = "above", "meets", "below"
RATINGS = {ABOVE: 1, MEETS: 2, BELOW: 3}

# What the two axes give, best first, with the code of SIASN.
PREDICATES = {
    "very_good": 1,
    "good": 2,
    "needs_improvement": 3,
    "poor": 4,
    "very_poor": 5,
}

# The seven core values that work behaviour is judged by (BerAKHLAK).
BEHAVIOURS = (
    "service",
    "accountable",
    "competent",
    "harmonious",
    "loyal",
    "adaptive",
    "collaborative",
)


def cell(result: str, behaviour: str) -> str:
    """The key of one field of the matrix: "above/meets" (result first)."""
    return f"{result}/{behaviour}"


CELLS = tuple(cell(result, behaviour) for result in RATINGS for behaviour in RATINGS)


def predicate_of(cells: Mapping[str, str], result: str, behaviour: str) -> str:
    """The predicate that the matrix gives to a rated result and behaviour."""
    return cells[cell(result, behaviour)]


def matrix_faults(cells: Mapping[str, str]) -> list[str]:
    """What keeps a matrix from being used: "missing:<cell>", "unknown:<cell>", and
    "order:<cell>" where a better rating would give a worse predicate."""
    faults = [f"missing:{key}" for key in CELLS if not cells.get(key)]
    faults += [
        f"unknown:{key}"
        for key in CELLS
        if cells.get(key) and cells[key] not in PREDICATES
    ]
    return faults or [f"order:{key}" for key in _out_of_order(cells)]


def _out_of_order(cells: Mapping[str, str]) -> list[str]:
    rank = {key: PREDICATES[cells[key]] for key in CELLS}
    scale = list(RATINGS)
    worse = []
    for r, result in enumerate(scale):
        for b, behaviour in enumerate(scale):
            key = cell(result, behaviour)
            better = [cell(scale[r - 1], behaviour)] if r else []
            better += [cell(result, scale[b - 1])] if b else []
            if any(rank[one] > rank[key] for one in better):
                worse.append(key)
    return worse


# -- the cycle -------------------------------------------------------------------------

PROPOSED, PLANNING, RUNNING, CLOSED = "proposed", "planning", "running", "closed"
STATES = (PROPOSED, PLANNING, RUNNING, CLOSED)
OPEN, CHANGE, SIGN_PERSON, SIGN_LEADER, CLOSE = (
    "open",
    "change",
    "sign_person",
    "sign_leader",
    "close",
)
EVENTS = (OPEN, CHANGE, SIGN_PERSON, SIGN_LEADER, CLOSE)


class WrongStep(ValueError):
    """The cycle does not allow this now; `code` says why."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Stage:
    """Where a plan is, and who has signed what it says now."""

    state: str = PROPOSED
    person_signed: bool = False
    leader_signed: bool = False


def step(stage: Stage, event: str) -> Stage:
    """The stage after `event`; `WrongStep` where it is not allowed.

    A change after a signature takes both signatures away: nobody is bound by what she
    has not read.
    """
    if stage.state == CLOSED:
        raise WrongStep("plan_closed")
    if event == OPEN:
        return Stage(PLANNING) if stage.state == PROPOSED else stage
    if event == CHANGE:
        return Stage(PLANNING)
    if event == CLOSE:
        if stage.state != RUNNING:
            raise WrongStep("plan_not_agreed")
        return replace(stage, state=CLOSED)
    return _signed(stage, event)


def _signed(stage: Stage, event: str) -> Stage:
    if stage.state == PROPOSED:
        raise WrongStep("plan_not_opened")
    is_person = event == SIGN_PERSON
    if stage.person_signed if is_person else stage.leader_signed:
        raise WrongStep("signed_already")
    if is_person:
        stage = replace(stage, person_signed=True)
    else:
        stage = replace(stage, leader_signed=True)
    both = stage.person_signed and stage.leader_signed
    return replace(stage, state=RUNNING) if both else stage


# An assessment after it was given: it waits for the person, then it stands.
GIVEN, OBJECTED, FINAL = "given", "objected", "final"
ACKNOWLEDGE, LAPSE, OBJECT, DECIDE, GIVE = (
    "acknowledge",
    "lapse",
    "object",
    "decide",
    "give",
)
FOLLOW_UP = {
    (GIVEN, GIVE): GIVEN,  # corrected while the person has not answered
    (GIVEN, ACKNOWLEDGE): FINAL,
    (GIVEN, LAPSE): FINAL,
    (GIVEN, OBJECT): OBJECTED,
    (OBJECTED, DECIDE): FINAL,
}


def follow_up(state: str, event: str) -> str:
    """The state of an assessment after `event`; `WrongStep` where it is not allowed."""
    try:
        return FOLLOW_UP[state, event]
    except KeyError:
        raise WrongStep(f"assessment_{state}") from None


# -- the calendar ----------------------------------------------------------------------


def quarter_of(day: datetime.date) -> int:
    """The quarter of the year, 1 to 4."""
    return (day.month - 1) // 3 + 1


def quarter_span(year: int, quarter: int | None) -> tuple[datetime.date, datetime.date]:
    """First and last day of a quarter, or of the whole year where it is None."""
    if quarter is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    first = datetime.date(year, quarter * 3 - 2, 1)
    following = datetime.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return first, following - datetime.timedelta(days=1)


def ended_quarters(year: int, today: datetime.date) -> list[int]:
    """The quarters of `year` that are over."""
    return [q for q in (1, 2, 3, 4) if quarter_span(year, q)[1] < today]
