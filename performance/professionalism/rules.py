"""The professionalism index (PermenPANRB 38/2018, Peraturan BKN 8/2019) as arithmetic: no
Django, no queries, no clock. Points are `Decimal` with two places, rounded down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Part:
    """One part of the competence dimension for a kind of post.

    `years` is the window in calendar years with the year of the index as the last one;
    None means ever. `min_jp` None asks for one item of any size.
    """

    pk: int
    points: Decimal
    forms: frozenset[str]
    min_jp: Decimal | None = None
    years: int | None = None
    is_partial: bool = False
    is_given: bool = False


@dataclass(frozen=True)
class Learnt:
    """What the ledger recognises of one form in one calendar year."""

    form: str
    year: int
    jp: Decimal
    items: int


@dataclass(frozen=True)
class Scored:
    """A part with its points, and what they were counted from."""

    part: Part
    points: Decimal
    jp: Decimal
    items: int

    @property
    def is_full(self) -> bool:
        """True if nothing can be added any more."""
        return self.points >= self.part.points


def in_window(part: Part, year: int, index_year: int) -> bool:
    """True if learning of `year` counts for the part in the index of `index_year`."""
    if year > index_year:
        return False
    return part.years is None or year > index_year - part.years


def score(part: Part, learnt: Iterable[Learnt], index_year: int) -> Scored:
    """The points of one part: all of it, or by its share of JP where the rule says so."""
    rows = [
        row
        for row in learnt
        if row.form in part.forms and in_window(part, row.year, index_year)
    ]
    jp = sum((row.jp for row in rows), NOTHING)
    items = sum(row.items for row in rows)
    if part.is_given or (items and (part.min_jp is None or jp >= part.min_jp)):
        return Scored(part, part.points, jp, items)
    if part.is_partial and part.min_jp and jp:
        share = (part.points * jp / part.min_jp).quantize(CENT, ROUND_DOWN)
        return Scored(part, share, jp, items)
    return Scored(part, NOTHING, jp, items)


def competence(
    parts: Sequence[Part], learnt: Sequence[Learnt], index_year: int
) -> list[Scored]:
    """Every part of the competence dimension."""
    return [score(part, learnt, index_year) for part in parts]


def points_of(scored: Iterable[Scored]) -> Decimal:
    """The competence dimension: its parts together."""
    return sum((one.points for one in scored), NOTHING)


def by_limit(
    steps: Iterable[tuple[Decimal | None, object]], value: Decimal
) -> object | None:
    """What the highest step gives whose lower limit `value` exceeds ("> 90: 30"); a step
    without a limit takes the rest."""
    best, found = None, None
    for limit, given in steps:
        above = limit is None or value > limit
        if above and (
            found is None or (limit is not None and (best is None or limit > best))
        ):
            best, found = limit, given
    return found


def total(dimensions: Iterable[Decimal | None]) -> Decimal:
    """The index: dimensions that are not known add nothing (fail closed)."""
    return sum((value for value in dimensions if value is not None), NOTHING)
