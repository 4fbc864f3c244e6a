"""The real migrations, forwards, backwards and forwards again, on both engines."""

import sqlite3

import psycopg
from django.conf import settings

from tests.services.conftest import run_manage

# From the top floor down: each is taken back to nothing before those it stands on.
OURS = [
    "class_event", "scorm", "quiz", "file", "video", "article", "credentials",
    "coaching", "performance", "learning", "pages", "notices", "agenda", "skills",
    "ledger",
]  # fmt: skip


def triggers(url: str) -> set[str]:
    """Names of the triggers in a database."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            rows = connection.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger'"
            )
            return {name for (name,) in rows}
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in rows}


def guarded(url: str) -> None:
    """Every append-only table has its triggers."""
    from corpu.lib.triggers import append_only_tables

    found = triggers(url)
    assert settings.APPEND_ONLY
    for table in append_only_tables():
        assert [name for name in found if name.startswith(table)], table


def test_forwards_backwards_and_forwards_again(empty_url):
    run_manage("migrate", "-v0", url=empty_url)
    guarded(empty_url)
    run_manage("check", "--database", "default", url=empty_url)
    for label in OURS:
        shown = run_manage("showmigrations", label, url=empty_url)
        if "(no migrations)" not in shown:
            run_manage("migrate", label, "zero", "-v0", url=empty_url)
    assert run_manage("showmigrations", "ledger", url=empty_url).count("[X]") == 0
    run_manage("migrate", "-v0", url=empty_url)
    guarded(empty_url)
    assert "[ ]" not in run_manage("showmigrations", url=empty_url)


def test_health_names_what_is_not_applied(empty_url):
    run_manage("migrate", "people", "-v0", url=empty_url)
    code = (
        "from corpu.lib.health import migrations; found = migrations();"
        "print('waiting' if not found.ok else 'none', found.detail)"
    )
    assert "waiting" in run_manage("shell", "-v0", "-c", code, url=empty_url)
