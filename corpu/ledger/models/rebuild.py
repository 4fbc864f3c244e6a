from django.db import models

from corpu.lib.pieces import Piece


class RebuildPiece(Piece):
    """A range of people whose credits a rebuild counts again: the promise to do so.

    Finished pieces stay until the next rebuild, and say how many credits were other than
    the facts make them.
    """

    differences = models.PositiveIntegerField(default=0)

    class Meta(Piece.Meta):
        verbose_name = "piece of a rebuild"

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"
