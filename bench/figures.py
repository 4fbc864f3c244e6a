"""Figures of a run: one line each, `name value`, said at once and printed last."""

import os
import secrets
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
figures: list[tuple[str, str]] = []


def start() -> None:
    """Set Django up as in production: debug mode is off."""
    sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corpu.settings")
    # Processes that are started here sign sessions with the same key.
    os.environ.setdefault("CORPU_SECRET_KEY", secrets.token_urlsafe(50))

    import django

    django.setup()


def migrate() -> None:
    """Bring the database up to date, and the files that pages ask for."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", verbosity=0, interactive=False, skip_checks=True)


def note(name: str, value: float, digits: int = 2) -> None:
    """Keep a figure, and say it at once: a run takes minutes."""
    figures.append((name, f"{value:.{digits}f}"))
    print(f"  {name} {value:.{digits}f}", file=sys.stderr, flush=True)


def note_load(name: str) -> None:
    """How many processes want one of the processors just now."""
    note(name, os.getloadavg()[0], 1)


def timed(act) -> float:
    """Seconds that `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def tell() -> None:
    """Print everything that was noted."""
    for name, value in figures:
        print(name, value)
