import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from learning.kinds.scorm.checking import check
from learning.kinds.scorm.sentences import sentence


class Command(BaseCommand):
    help = "Print as JSON what a SCORM package is; exit 1 where it would be refused."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the zip to look at")

    def handle(self, *args, file: Path, **options):
        try:
            with file.open("rb") as source:
                package = check(source)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from None
        report = package.as_dict()
        for shown, problem in zip(report["problems"], package.problems, strict=True):
            shown["message"] = sentence(problem)
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        if not package.is_playable:
            raise SystemExit(1)
