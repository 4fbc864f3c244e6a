"""Long work in pieces: rows that say what is left, taken by any number of workers.

A piece is claimed, worked off and marked inside one transaction. A worker that is killed
gives it back untouched, and no two workers take the same: nothing is lost or doubled.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import connection, models

# How long one task goes on before it hands over to the next, in seconds.
SHIFT = 240


class PieceQuerySet(models.QuerySet):
    def waiting(self) -> "PieceQuerySet":
        """Pieces that nobody has finished."""
        return self.filter(done_at=None)

    def take(self):
        """One waiting piece, held until the transaction ends; None if there is none
        that another worker does not hold."""
        rows = self.waiting().order_by("place")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        return rows.first()


class Piece(models.Model):
    """A range of people (ids `first` to `last`, `people` of them) to be worked on."""

    place = models.PositiveIntegerField()
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    people = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["place"]


def ranges(ids: Iterable[int], size: int) -> Iterator[tuple[int, int, int]]:
    """Ascending ids as (first, last, how many) of at most `size` each."""
    found = iter(ids)
    while piece := list(islice(found, size)):
        yield piece[0], piece[-1], len(piece)


def work_off(take_one: Callable[[], bool], seconds: float = SHIFT) -> bool:
    """Call `take_one` until it finds nothing (True) or the shift is over (False)."""
    end = time.monotonic() + seconds
    while take_one():
        if time.monotonic() > end:
            return False
    return True
