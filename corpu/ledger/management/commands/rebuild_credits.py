"""Counts every fact again and says how many credits differed (0 when all is well)."""

import time

from django.core.management.base import BaseCommand

from corpu.ledger import tasks
from corpu.ledger.actions import credits, rebuilds


class Command(BaseCommand):
    help = (
        "Rebuild all credits from the facts and the rates; reports the number of "
        "differences. --workers lets so many Celery workers share the pieces."
    )

    def add_arguments(self, parser):
        parser.add_argument("--size", type=int, default=credits.PIECE, help="ids a piece")
        parser.add_argument(
            "--workers",
            type=int,
            default=0,
            help="how many Celery workers to call; 0 counts here and now",
        )

    def handle(self, *, size, workers, verbosity=1, **options):
        started, told = time.monotonic(), -1
        rebuilds.plan(size)
        for _ in range(workers):
            tasks.rebuild.delay()
        while not (state := rebuilds.progress()).is_over:
            if verbosity > 1 and state.done > told:
                told = state.done
                self.stdout.write(
                    f"{told}/{state.pieces}: {state.differences} differences"
                )
            if workers or not rebuilds.rebuild_one():
                time.sleep(0.1)
        seconds = time.monotonic() - started
        self.stdout.write(f"{state.differences} differences ({seconds:.1f} s)")
