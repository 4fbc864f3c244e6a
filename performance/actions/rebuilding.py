"""Counts everybody again, in pieces that any number of workers take.

A piece is a row. Whoever counts it holds the row locked until its transaction ends, and
deletes it there: a worker that is killed gives the piece back untouched, and no piece is
counted twice.
"""

from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Max, Min, Sum

from corpu.ledger.actions import credits
from corpu.people.models import Person
from performance.actions.folding import mark_range
from performance.actions.standings import count, years_of
from performance.models import RebuildPiece, RebuildResult

SIZE = 1000


@transaction.atomic
def start(*, with_credits: bool = False, size: int = SIZE) -> int:
    """Promise to count everybody again; the number after which results belong to it."""
    people = Person.objects.filter(nip__isnull=False)
    ends = people.aggregate(low=Min("pk"), high=Max("pk"))
    if ends["low"] is not None:
        lows = range(ends["low"], ends["high"] + 1, size)
        RebuildPiece.objects.bulk_create(
            (
                RebuildPiece(low=low, high=low + size - 1, with_credits=with_credits)
                for low in lows
            ),
            batch_size=2000,
        )
    return RebuildResult.objects.aggregate(last=Max("pk", default=0))["last"]


@transaction.atomic
def take_one() -> int | None:
    """Count one piece that nobody counts yet; how many people it held, None if there
    is none."""
    rows = RebuildPiece.objects.order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    piece = rows.first()
    if piece is None:
        return None
    people = Person.objects.filter(pk__range=(piece.low, piece.high), nip__isnull=False)
    ids = list(people.order_by("pk").values_list("pk", flat=True))
    differences = _count(piece, ids) if ids else 0
    RebuildResult.objects.create(people=len(ids), differences=differences)
    piece.delete()
    return len(ids)


def _count(piece: RebuildPiece, ids: list[int]) -> int:
    credits.lock_people(ids)
    found = credits.rebuild_range(piece.low, piece.high) if piece.with_credits else 0
    found += count(ids, years_of(ids))
    mark_range(piece.low, piece.high)
    return found


def is_done() -> bool:
    """True if no piece waits or is being counted."""
    return not RebuildPiece.objects.exists()


def differences_since(last: int) -> int:
    """What the pieces that were counted after result `last` found to be different."""
    rows = RebuildResult.objects.filter(pk__gt=last)
    return rows.aggregate(sum=Sum("differences", default=0))["sum"]


def rebuild(progress: Callable[[int], None] | None = None, **options) -> int:
    """Count everybody again, here; other workers may take their share of it. Returns
    the differences found once this process finds no piece left to take."""
    last = start(**options)
    while (number := take_one()) is not None:
        if progress:
            progress(number)
    return differences_since(last)
