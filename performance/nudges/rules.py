"""Which few items close a gap, and when a silent flag is passed on: plain Python.

Amounts are in what the target counts (JP, sessions or courses), as Decimal.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)
# Nodes that the search may open before it takes the best it has found.
MOST_NODES = 20_000
# Days of silence after which a flag is passed on: to the leader, to hers, to HR.
LEADER_AFTER, NEXT_AFTER, HR_AFTER = 30, 45, 60
# Between two nudges to one person about her targets.
REST = datetime.timedelta(days=3)


@dataclass(frozen=True)
class Offer:
    """Something that can be taken: what it brings, and what it excludes.

    Two offers of one `group` (the same activity, the hours of any coach) are not taken
    together, nor are two whose days overlap; `first` is None at one's own pace. `parts`
    are the parts of the target that it counts toward, by their place in `Wanted.parts`.
    """

    key: int
    value: Decimal
    group: str
    first: datetime.date | None = None
    last: datetime.date | None = None
    parts: frozenset[int] = frozenset()

    def excludes(self, other: "Offer") -> bool:
        """True if only one of the two can be taken."""
        if self.group == other.group:
            return True
        if not (self.first and self.last and other.first and other.last):
            return False
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Part:
    """A part inside a target: what it still misses, or how much of it still counts
    toward the whole (`room`, of a ceiling; None: as much as there is)."""

    missing: Decimal = NOTHING
    room: Decimal | None = None


@dataclass(frozen=True)
class Wanted:
    """What is missing of the whole, and of each part inside it."""

    whole: Decimal
    parts: tuple[Part, ...] = ()

    @property
    def gap(self) -> Decimal:
        """What is missing before anything is taken: the largest of its shortages."""
        return self.missing_after([])

    def worth(self, chosen: Sequence[Offer]) -> Decimal:
        """What these bring to the whole, without what a ceiling inside it cuts off."""
        over = [
            self._of(place, chosen) - part.room
            for place, part in enumerate(self.parts)
            if part.room is not None
        ]
        cut = sum((more for more in over if more > 0), NOTHING)
        return sum((o.value for o in chosen), NOTHING) - cut

    def missing_after(self, chosen: Sequence[Offer]) -> Decimal:
        """What is still missing once these are done: of the whole, or of a part."""
        short = [
            part.missing - self._of(place, chosen)
            for place, part in enumerate(self.parts)
        ]
        return max([self.whole - self.worth(chosen), NOTHING, *short])

    def _of(self, part: int, chosen: Sequence[Offer]) -> Decimal:
        return sum((o.value for o in chosen if part in o.parts), NOTHING)


def shortest(offers: Sequence[Offer], wanted: Wanted) -> list[Offer] | None:
    """The fewest offers that together leave nothing missing; None if no set does.

    Of sets of one size the one that brings least too much, then the one that ends
    soonest. Offers that bring nothing are never taken.
    """
    useful = sorted((o for o in offers if o.value > 0), key=_largest_first)
    if wanted.gap <= 0:
        return []
    search = _Search(useful, wanted)
    for size in range(1, len(useful) + 1):
        if found := search.of_size(size):
            return found
        if search.is_spent:
            return _greedy(useful, wanted)
    return None


def _largest_first(offer: Offer) -> tuple:
    return (-offer.value, offer.last or datetime.date.max, offer.key)


class _Search:
    """Depth first over the offers, largest first, cut off where the rest is too small."""

    def __init__(self, offers: list[Offer], wanted: Wanted):
        self.offers, self.wanted, self.nodes = offers, wanted, 0

    @property
    def is_spent(self) -> bool:
        return self.nodes > MOST_NODES

    def of_size(self, size: int) -> list[Offer] | None:
        self.best: tuple | None = None
        self._go([], 0, NOTHING, size)
        return list(self.best[1]) if self.best else None

    def _go(self, chosen: list[Offer], start: int, total: Decimal, left: int) -> None:
        if left == 0:
            if self.wanted.missing_after(chosen) == 0:
                self._keep(chosen, total)
            return
        for i in range(start, len(self.offers)):
            offer = self.offers[i]
            if total + offer.value * left < self.wanted.gap or self.is_spent:
                return
            self.nodes += 1
            if not any(offer.excludes(other) for other in chosen):
                self._go([*chosen, offer], i + 1, total + offer.value, left - 1)

    def _keep(self, chosen: list[Offer], total: Decimal) -> None:
        ends = max((o.last for o in chosen if o.last), default=datetime.date.min)
        merit = (total, ends, sorted(o.key for o in chosen))
        if self.best is None or merit < self.best[0]:
            self.best = (merit, chosen)


def _greedy(offers: list[Offer], wanted: Wanted) -> list[Offer] | None:
    """The largest that helps most, again and again, where the gap is too wide to look
    at every set."""
    chosen: list[Offer] = []
    while (missing := _shortage(wanted, chosen)) > 0:
        fits = [o for o in offers if not any(o.excludes(other) for other in chosen)]
        best = min(fits, key=lambda o: _shortage(wanted, [*chosen, o]), default=None)
        if best is None or _shortage(wanted, [*chosen, best]) >= missing:
            return None
        chosen.append(best)
    return chosen


def _shortage(wanted: Wanted, chosen: list[Offer]) -> Decimal:
    """The shortages of the whole and of the parts together: what each step lessens."""
    parts = [
        max(part.missing - sum(o.value for o in chosen if place in o.parts), NOTHING)
        for place, part in enumerate(wanted.parts)
    ]
    return max(wanted.whole - wanted.worth(chosen), NOTHING) + sum(parts, NOTHING)


def level_of(silent_days: int) -> int:
    """How far a flag is passed on after so many days in which nothing moved: 0 nobody,
    1 her leader, 2 the leader above, 3 HR."""
    return sum(silent_days >= limit for limit in (LEADER_AFTER, NEXT_AFTER, HR_AFTER))
