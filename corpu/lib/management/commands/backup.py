from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from corpu.lib.backup import BackupFailed, backup


class Command(BaseCommand):
    help = "Save database, media and private files into a new folder below DIR."

    def add_arguments(self, parser):
        parser.add_argument("dir", type=Path)

    def handle(self, *args, **options):
        try:
            target = backup(options["dir"].resolve())
        except (BackupFailed, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(target))
