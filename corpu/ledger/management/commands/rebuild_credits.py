"""Counts every fact again and says how many credits differed (0 when all is well)."""

import time

from django.core.management.base import BaseCommand

from corpu.ledger.actions import credits
from corpu.ledger.tasks import rebuild_piece


class Command(BaseCommand):
    help = (
        "Rebuild all credits from the facts and the rates; reports the number of "
        "differences. --workers hands the pieces to Celery instead."
    )

    def add_arguments(self, parser):
        parser.add_argument("--size", type=int, default=credits.PIECE, help="ids a piece")
        parser.add_argument("--workers", action="store_true")

    def handle(self, *, size, workers, **options):
        started, pieces = time.monotonic(), credits.pieces(size)
        if workers:
            for low, high in pieces:
                rebuild_piece.delay(low, high)
            self.stdout.write(f"{len(pieces)} pieces handed to the workers")
            return
        differences = 0
        for number, (low, high) in enumerate(pieces, 1):
            differences += credits.rebuild_range(low, high)
            if options["verbosity"] > 1:
                self.stdout.write(f"{number}/{len(pieces)}: {differences} differences")
        seconds = time.monotonic() - started
        self.stdout.write(f"{differences} differences ({seconds:.1f} s)")
