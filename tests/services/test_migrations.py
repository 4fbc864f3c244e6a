"""The real migrations on both engines."""

import sqlite3

import psycopg
from django.conf import settings


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


def test_nothing_is_left_to_apply(installation):
    guarded(installation.url)
    assert "[ ]" not in installation.manage("showmigrations")
