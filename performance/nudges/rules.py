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
    together, nor are two whose days overlap; `first` is None at one's own pace.
    """

    key: int
    value: Decimal
    group: str
    first: datetime.date | None = None
    last: datetime.date | None = None

    def excludes(self, other: "Offer") -> bool:
        """True if only one of the two can be taken."""
        if self.group == other.group:
            return True
        if not (self.first and self.last and other.first and other.last):
            return False
        return self.first <= other.last and other.first <= self.last


def shortest(offers: Sequence[Offer], gap: Decimal) -> list[Offer] | None:
    """The fewest offers that bring at least `gap` together; None if no set does.

    Of sets of one size the one that brings least too much, then the one that ends
    soonest. Offers that bring nothing are never taken.
    """
    useful = sorted((o for o in offers if o.value > 0), key=_largest_first)
    if gap <= 0:
        return []
    search = _Search(useful, gap)
    for size in range(1, len(useful) + 1):
        if found := search.of_size(size):
            return found
        if search.is_spent:
            return _greedy(useful, gap)
    return None


def _largest_first(offer: Offer) -> tuple:
    return (-offer.value, offer.last or datetime.date.max, offer.key)


class _Search:
    """Depth first over the offers, largest first, cut off where the rest is too small."""

    def __init__(self, offers: list[Offer], gap: Decimal):
        self.offers, self.gap, self.nodes = offers, gap, 0

    @property
    def is_spent(self) -> bool:
        return self.nodes > MOST_NODES

    def of_size(self, size: int) -> list[Offer] | None:
        self.best: tuple | None = None
        self._go([], 0, NOTHING, size)
        return list(self.best[1]) if self.best else None

    def _go(self, chosen: list[Offer], start: int, total: Decimal, left: int) -> None:
        if left == 0:
            if total >= self.gap:
                self._keep(chosen, total)
            return
        for i in range(start, len(self.offers)):
            offer = self.offers[i]
            if total + offer.value * left < self.gap or self.is_spent:
                return
            self.nodes += 1
            if not any(offer.excludes(other) for other in chosen):
                self._go([*chosen, offer], i + 1, total + offer.value, left - 1)

    def _keep(self, chosen: list[Offer], total: Decimal) -> None:
        ends = max((o.last for o in chosen if o.last), default=datetime.date.min)
        merit = (total, ends, sorted(o.key for o in chosen))
        if self.best is None or merit < self.best[0]:
            self.best = (merit, chosen)


def _greedy(offers: list[Offer], gap: Decimal) -> list[Offer] | None:
    """Largest first, where the gap is too wide to look at every set."""
    chosen: list[Offer] = []
    total = NOTHING
    for offer in offers:
        if total >= gap:
            break
        if not any(offer.excludes(other) for other in chosen):
            chosen.append(offer)
            total += offer.value
    return chosen if total >= gap else None


def level_of(silent_days: int) -> int:
    """How far a flag is passed on after so many days in which nothing moved: 0 nobody,
    1 her leader, 2 the leader above, 3 HR."""
    return sum(silent_days >= limit for limit in (LEADER_AFTER, NEXT_AFTER, HR_AFTER))
