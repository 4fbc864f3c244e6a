from getpass import getpass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from corpu.lib.refusals import Refused
from corpu.people.actions.first_admin import create_first_admin


class Command(BaseCommand):
    help = "Make the first administrator of an empty installation."

    def add_arguments(self, parser):
        parser.add_argument("username", help="What she signs in with.")
        parser.add_argument("--name", required=True)
        parser.add_argument("--email", default="")
        parser.add_argument(
            "--password-file", type=Path, help="Its first line; without it, two prompts."
        )

    def handle(self, *args, **options):
        try:
            person = create_first_admin(
                username=options["username"],
                name=options["name"],
                email=options["email"],
                password=self.password(options["password_file"]),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{person.username} can sign in now.")

    def password(self, path: Path | None) -> str:
        """From a file, or typed twice."""
        if path:
            return path.read_text().splitlines()[0]
        typed = getpass("Password: ")
        if typed != getpass("Again: "):
            raise CommandError("The two are not the same.")
        return typed
