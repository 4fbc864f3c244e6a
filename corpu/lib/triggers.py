"""Append-only tables: the database itself refuses UPDATE and DELETE on them.

A `delete()` in Python that raises does not stop a queryset, a shell or another program.
Triggers are installed after every migrate, idempotently, because a table remake on
SQLite drops them and test databases are built without migrations.
"""

from django.apps import apps
from django.conf import settings
from django.db import connections

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
POSTGRES = """
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def append_only_tables(app_label: str = "") -> list[str]:
    """Tables of `settings.APPEND_ONLY`, of one app or of all."""
    models = [apps.get_model(name) for name in settings.APPEND_ONLY]
    return [
        model._meta.db_table
        for model in models
        if not app_label or model._meta.app_label == app_label
    ]


def install(app_config=None, using="default", **kwargs) -> None:
    """Create the triggers of an app's append-only tables (all without `app_config`)."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    tables = append_only_tables(app_config.label if app_config else "")
    with connection.cursor() as cursor:
        for table in tables:
            if table in existing:
                _install_one(cursor, connection.vendor, table)


def _install_one(cursor, vendor: str, table: str) -> None:
    if vendor == "postgresql":
        cursor.execute(POSTGRES_FUNCTION)
        cursor.execute(POSTGRES.format(table=table))
        return
    for verb in ("UPDATE", "DELETE"):
        cursor.execute(SQLITE.format(table=table, verb=verb))


def remove(using="default") -> None:
    """Drop the triggers: for test databases that are emptied between tests."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in append_only_tables():
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
                continue
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
