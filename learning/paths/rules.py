"""Which steps of a path are open, and when it is done: plain Python."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class StepState:
    """A step as one member meets it, in the order of the path.

    A gate opens when every required step before it is done; `opens_on` is the first day
    on which it can be taken (None: at once).
    """

    key: str
    is_required: bool = True
    is_gate: bool = False
    is_done: bool = False
    opens_on: datetime.date | None = None


def open_keys(steps: Sequence[StepState], today: datetime.date) -> set[str]:
    """The steps that can be taken today; behind a closed gate nothing is open."""
    found: set[str] = set()
    all_done = True
    for step in steps:
        if step.is_gate and not all_done:
            break
        if step.opens_on is None or step.opens_on <= today:
            found.add(step.key)
        all_done = all_done and (step.is_done or not step.is_required)
    return found


def next_key(steps: Sequence[StepState], today: datetime.date) -> str | None:
    """The first open step that is not done, required ones before optional ones."""
    can = open_keys(steps, today)
    waiting = [step for step in steps if step.key in can and not step.is_done]
    waiting.sort(key=lambda step: not step.is_required)
    return waiting[0].key if waiting else None


def counts(steps: Sequence[StepState]) -> tuple[int, int]:
    """Required steps that are done, of how many."""
    required = [step for step in steps if step.is_required]
    return sum(step.is_done for step in required), len(required)


def is_complete(steps: Sequence[StepState]) -> bool:
    """True once every required step is done; a path without any is never complete."""
    done, required = counts(steps)
    return 0 < required == done
