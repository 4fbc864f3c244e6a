"""After a new key was put in front of CORPU_NOTES_KEYS: wrap all data keys under it."""

from django.core.management.base import BaseCommand, CommandError

from coaching.actions.words import rewrap
from corpu.lib import vault


class Command(BaseCommand):
    help = (
        "Wrap the keys of coaching notes under the first key of CORPU_NOTES_KEYS. "
        "Afterwards the old keys can be taken out. May run twice, and while people work."
    )

    def handle(self, **options):
        if not vault.may_seal():
            raise CommandError("CORPU_NOTES_KEYS is empty.")
        done, lost = rewrap()
        self.stdout.write(f"{done} keys wrapped anew under {vault.key_in_use()}.")
        if lost:
            raise CommandError(
                f"{lost} keys were wrapped by a key that is not in CORPU_NOTES_KEYS: "
                "put it back, or those notes stay closed."
            )
