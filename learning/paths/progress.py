"""How far members are: courses by the ledger, milestones by whoever confirmed them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpu.ledger.models import Record
from corpu.lib.clock import today
from learning.paths import rules
from learning.paths.models import Membership, Step, StepDone


@dataclass(frozen=True)
class Line:
    """A step as a member's page shows it."""

    step: Step
    state: rules.StepState
    is_open: bool
    is_next: bool
    milestone: StepDone | None


@dataclass(frozen=True)
class Progress:
    """A member's steps, in order."""

    membership: Membership
    steps: Sequence[Step]
    states: Sequence[rules.StepState]
    milestones: dict[int, StepDone]
    day: datetime.date

    @cached_property
    def counts(self) -> tuple[int, int]:
        """Required steps done, of how many."""
        return rules.counts(self.states)

    @property
    def done(self) -> int:
        """Required steps that are done."""
        return self.counts[0]

    @property
    def required(self) -> int:
        """Required steps in all."""
        return self.counts[1]

    @property
    def is_complete(self) -> bool:
        """True once every required step is done."""
        return rules.is_complete(self.states)

    def is_open(self, step: Step) -> bool:
        """True if the step can be taken today."""
        return str(step.key) in rules.open_keys(self.states, self.day)

    @cached_property
    def lines(self) -> list[Line]:
        """Every step with its state."""
        can = rules.open_keys(self.states, self.day)
        following = rules.next_key(self.states, self.day)
        return [
            Line(
                step,
                state,
                state.key in can,
                state.key == following,
                self.milestones.get(step.pk),
            )
            for step, state in zip(self.steps, self.states, strict=True)
        ]

    @property
    def next_line(self) -> Line | None:
        """What to do now; None where nothing is open or everything is done."""
        return next((line for line in self.lines if line.is_next), None)


def progress_of(memberships: Sequence[Membership]) -> list[Progress]:
    """The progress of members, in three queries however many there are."""
    versions = {row.version_id for row in memberships}
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(version__in=versions).select_related("course"):
        steps.setdefault(step.version_id, []).append(step)
    activities = {
        step.course.activity_id for rows in steps.values() for step in rows if step.course
    }
    facts = Record.objects.standing().filter(
        person__in=[row.person_id for row in memberships], activity__in=activities
    )
    learnt = set(facts.values_list("person", "activity"))
    milestones: dict[int, dict[int, StepDone]] = {}
    rows = StepDone.objects.filter(membership__in=memberships)
    for row in rows.select_related("decided_by"):
        milestones.setdefault(row.membership_id, {})[row.step_id] = row
    return [
        _one(row, steps.get(row.version_id, []), learnt, milestones.get(row.pk, {}))
        for row in memberships
    ]


def _one(row: Membership, steps, learnt, milestones) -> Progress:
    states = [
        rules.StepState(
            key=str(step.key),
            is_required=step.is_required,
            is_gate=step.is_gate,
            is_done=_is_done(row, step, learnt, milestones),
            opens_on=step.opens_on(row.cohort),
        )
        for step in steps
    ]
    return Progress(row, steps, states, milestones, today())


def _is_done(row: Membership, step: Step, learnt, milestones) -> bool:
    if step.course is None:
        found = milestones.get(step.pk)
        return found is not None and found.state == StepDone.State.CONFIRMED
    return (row.person_id, step.course.activity_id) in learnt
