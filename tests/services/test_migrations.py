"""The real migrations, forwards, backwards and forwards again, on both engines."""

import sqlite3

import psycopg
from django.conf import settings

BACKWARDS = """
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from corpu.lib.health import migrations
from corpu.lib.quick_states import quick_states
executor = MigrationExecutor(connection)
ours = [
    app.label
    for app in apps.get_app_configs()
    if app.name.split(".")[0] in {"corpu", "learning", "performance", "coaching"}
    and app.label in executor.loader.migrated_apps
    and app.label != "people"  # Wagtail itself stands on it
]
with quick_states():
    executor.migrate([(label, None) for label in ours])
left = set(connection.introspection.table_names())
gone = [model for label in ours for model in apps.get_app_config(label).get_models()]
print("left:", [m._meta.db_table for m in gone if m._meta.db_table in left])
print("health:", migrations().ok, migrations().detail)
"""


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


def test_forwards_backwards_and_forwards_again(installation):
    guarded(installation.url)
    said = installation.shell(BACKWARDS)
    assert "left: []" in said
    assert "health: False" in said and "manage.py migrate" in said
    installation.manage("migrate", "-v0")
    guarded(installation.url)
    assert "[ ]" not in installation.manage("showmigrations")
