"""The nine-box: performance and potential as arithmetic (PermenPANRB 3/2020 as amended by
20/2025, art. 17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Limits:
    """Where the axes are cut, and what each predicate is worth; all of it is data.

    `boxes[performance][potential]` is the number of a box, classes 0 (low) to 2 (top).
    """

    scores: Mapping[str, int]
    performance_top: Decimal
    performance_middle: Decimal
    potential_top: Decimal
    potential_middle: Decimal
    performance_weight: int
    boxes: tuple[tuple[int, int, int], ...]
    pool: tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """Where a person stands; a missing axis gives no box, never a low one."""

    performance: Decimal | None
    potential: Decimal | None
    box: int | None
    value: Decimal | None
    is_in_pool: bool


def place(limits: Limits, predicate: str | None, potential: Decimal | None) -> Place:
    """The box from the predicate and the potential (0 to 100), both validated."""
    score = limits.scores.get(predicate or "")
    performance = None if score is None else Decimal(score)
    if performance is None or potential is None:
        return Place(performance, potential, None, None, False)
    row = _class(performance, limits.performance_top, limits.performance_middle)
    column = _class(potential, limits.potential_top, limits.potential_middle)
    box = limits.boxes[row][column]
    weight = Decimal(limits.performance_weight)
    value = (performance * weight + potential * (100 - weight)) / 100
    value = value.quantize(Decimal("0.01"))
    return Place(performance, potential, box, value, box in limits.pool)


def _class(score: Decimal, top: Decimal, middle: Decimal) -> int:
    return 2 if score >= top else 1 if score >= middle else 0
