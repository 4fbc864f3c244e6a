from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from corpu.lib.backup import BackupFailed, restore


class Command(BaseCommand):
    help = (
        "Put a backup in the place of today's data. Stop web, worker and beat first. "
        "Migrations that the backup does not know yet are applied."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path)
        parser.add_argument(
            "--yes", action="store_true", help="Do not ask: today's data are replaced."
        )

    def handle(self, *args, **options):
        if not options["yes"]:
            answer = input("This replaces all of today's data. Type 'yes' to go on: ")
            if answer != "yes":
                raise CommandError("Nothing was changed.")
        try:
            restore(options["dir"].resolve())
        except (BackupFailed, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("Restored. Start web, worker and beat again.")
