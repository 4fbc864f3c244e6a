from django.core.management.base import BaseCommand

from performance.actions import rebuilding, standings


class Command(BaseCommand):
    """Count every standing again from the facts and report what was different."""

    help = "Rebuild all standings from the ledger, the agenda and the targets."

    def handle(self, *args, verbosity=1, **options):
        done = 0

        def progress(number: int) -> None:
            nonlocal done
            done += number
            if verbosity > 1:
                self.stdout.write(f"{done} people")

        standings.fill_missing()
        differences = rebuilding.rebuild(progress)
        self.stdout.write(f"differences {differences}")
