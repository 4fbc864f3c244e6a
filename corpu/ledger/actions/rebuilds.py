"""A rebuild of all credits, shared by any number of workers."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from corpu.ledger.actions import credits
from corpu.ledger.models import RebuildPiece


@dataclass(frozen=True)
class Progress:
    """How far a rebuild is: pieces, pieces done, and credits that differed so far."""

    pieces: int
    done: int
    differences: int

    @property
    def is_over(self) -> bool:
        """True when no piece waits."""
        return self.done == self.pieces


@transaction.atomic
def plan(size: int = credits.PIECE) -> int:
    """Promise to count everybody again, in pieces of `size` ids; how many pieces.

    Takes the place of an earlier rebuild, finished or not.
    """
    RebuildPiece.objects.all().delete()
    rows = [
        RebuildPiece(place=place, first=low, last=high, people=high - low + 1)
        for place, (low, high) in enumerate(credits.pieces(size))
    ]
    RebuildPiece.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


@transaction.atomic
def rebuild_one() -> bool:
    """Take a waiting piece, count it, and mark it, in one transaction; False if none is
    left to take."""
    piece = RebuildPiece.objects.take()
    if piece is None:
        return False
    piece.differences = credits.rebuild_range(piece.first, piece.last)
    piece.done_at = timezone.now()
    piece.save(update_fields=["differences", "done_at"])
    return True


def progress() -> Progress:
    """Of the rebuild that was planned last."""
    found = RebuildPiece.objects.aggregate(
        pieces=Count("pk"),
        done=Count("done_at"),
        differences=Sum("differences", default=0),
    )
    return Progress(**found)
