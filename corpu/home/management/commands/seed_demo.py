import logging

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from corpu.home.demo import seed
from corpu.people.models import Person


class Command(BaseCommand):
    help = "Fill an empty database with one made-up ministry and a year of learning."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Only with demo settings: CORPU_DEMO=true")
        if Person.objects.filter(nip__isnull=False).exists():
            self.stdout.write("The database has people already: nothing was seeded.")
            return
        logging.disable(logging.INFO)
        # What the seed's people tell each other is history: nobody gets it by mail.
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        for step in seed.steps():
            self.stdout.write(f"  {step}")
