from django.core.management.base import BaseCommand, CommandError

from performance.periods.actions.verifying import check_closing
from performance.periods.models import Closing


class Command(BaseCommand):
    help = "Read every frozen page again: text, signature, chain and seal."

    def handle(self, *args, **options):
        faults = 0
        for closing in Closing.objects.exclude(seal=None).order_by("pk"):
            verdict = check_closing(closing)
            faults += len(verdict.faults)
            word = "genuine" if verdict.is_genuine else "CHANGED"
            self.stdout.write(f"{closing.code}: {verdict.looked_at} pages, {word}")
            for fault in verdict.faults:
                self.stdout.write(f"  {fault}")
        if faults:
            raise CommandError(f"{faults} faults found")
