"""Migrate and seed the demo's database in one process: run by the environment's Python."""

import django
from django.core.management import call_command, get_commands
from django.db import connection


def fill() -> None:
    """An installation that can be shown."""
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # if the power fails, it is made anew
    call_command("migrate", verbosity=0, interactive=False)
    if "seed_demo" in get_commands():
        call_command("seed_demo")


if __name__ == "__main__":
    fill()
