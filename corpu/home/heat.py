"""The tree of units as a heat map: how many have met each target, unit by unit."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, Sum

from corpu.home.dashboard import Dashboard
from corpu.people.models import Unit
from performance.models import Status, Target, UnitTally
from performance.rollups import Tally

# Levels of units shown at once below the one that was chosen.
LEVELS = 2
# More rows than a person reads: the rest is reached by choosing a unit.
MOST_ROWS = 400
# From cold to warm, by the share that has met, in per cent.
STEPS = (20, 40, 60, 80)


@dataclass(frozen=True)
class Cell:
    """One unit and everything below it, against one target."""

    tally: Tally
    url: str

    @property
    def heat(self) -> int | None:
        """0 (few have met) to 4 (nearly all); None of nobody."""
        if self.tally.share is None:
            return None
        return sum(self.tally.share >= step for step in STEPS)


@dataclass(frozen=True)
class Row:
    """A unit of the tree; `depth` counts from the topmost row."""

    unit: Unit
    depth: int
    url: str
    cells: list[Cell]
    has_children: bool


def heat_map(board: Dashboard) -> tuple[list[Target], list[Row]]:
    """Targets that can be missed, and the units from the chosen one two levels down.

    Read from the kept figures: a constant number of statements.
    """
    units = _units(board)
    found = _tallies(units, board.year)
    targets = _targets(found)
    top = min((unit.depth for unit in units), default=1)
    parents = {unit.parent_id for unit in units}
    below = Unit.objects.open().filter(parent__in=[unit.pk for unit in units])
    parents |= set(below.values_list("parent", flat=True))
    rows = [
        Row(
            unit,
            unit.depth - top,
            _down(board, unit, unit.pk in parents),
            [
                Cell(
                    found.get((unit.pk, target.pk), Tally()),
                    board.people("met", unit=unit.pk, target=target.pk),
                )
                for target in targets
            ],
            unit.pk in parents,
        )
        for unit in units
    ]
    return targets, rows


def _down(board: Dashboard, unit: Unit, has_children: bool) -> str:
    """Further down the tree, and at its leaves to the people."""
    if has_children and unit != board.unit:
        return "?" + board.query(unit=unit.pk, target=None)
    return board.link(unit=unit.pk, status="all") + "#people"


def _units(board: Dashboard) -> list[Unit]:
    roots = [board.unit] if board.unit else board.roots
    condition = Q(pk__in=[])
    for root in roots:
        condition |= Q(path__startswith=root.path)
    deepest = min((root.depth for root in roots), default=1) + LEVELS
    rows = Unit.objects.open().filter(condition).order_by("path")
    return [unit for unit in rows[: MOST_ROWS * 5] if unit.depth <= deepest][:MOST_ROWS]


def _tallies(units: list[Unit], year: int) -> dict[tuple[int, int], Tally]:
    rows = UnitTally.objects.filter(
        unit__in=[unit.pk for unit in units],
        year=year,
        target__kind=Target.Kind.MINIMUM,
    )
    sums = {f"sum_{status}": Sum(status) for status in Status.values}
    found: dict[tuple[int, int], Tally] = defaultdict(Tally)
    for row in rows.order_by().values("unit", "target").annotate(**sums):
        counts = {status: row[f"sum_{status}"] for status in Status.values}
        found[row["unit"], row["target"]] = Tally(counts)
    return found


def _targets(found) -> list[Target]:
    ids = {target for (_unit, target), tally in found.items() if tally.total}
    return list(Target.objects.filter(pk__in=ids).order_by("code"))
