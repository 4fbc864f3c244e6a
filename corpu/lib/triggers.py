"""What tables do by themselves: append-only ones refuse UPDATE and DELETE, and others
note which rows went (`ON_DELETE`).

A `delete()` in Python that raises does not stop a queryset, a shell or another program,
and one that notes something does not hear of a cascade.
Triggers are installed after every migrate, idempotently, because a table remake on
SQLite drops them and test databases are built without migrations.
"""

from dataclasses import dataclass

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
NOTE_SQLITE = [
    """
CREATE TRIGGER IF NOT EXISTS {table}_gone AFTER DELETE ON {table}
BEGIN INSERT INTO {into} ({columns}) VALUES ({values}); END
"""
]
NOTE_POSTGRES = [
    """
CREATE OR REPLACE FUNCTION {table}_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO {into} ({columns}) SELECT DISTINCT {values} FROM gone; RETURN NULL; END $$
""",
    """
CREATE OR REPLACE TRIGGER {table}_gone AFTER DELETE ON {table}
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION {table}_gone()
""",
]


@dataclass(frozen=True)
class OnDelete:
    """An INSERT for the rows that go from the table of `model` ("app.Model").

    `values` are expressions over `{old}`, the row that goes, for `columns` of `into`.
    """

    model: str
    into: str
    columns: str
    values: str

    @property
    def table(self) -> str:
        """Where rows go from."""
        return apps.get_model(self.model)._meta.db_table

    def statements(self, vendor: str) -> list[str]:
        """Set-based on PostgreSQL: once a statement, however many rows go."""
        said = NOTE_SQLITE if vendor != "postgresql" else NOTE_POSTGRES
        old = "OLD" if vendor != "postgresql" else "gone"
        words = {
            "table": self.table,
            "into": self.into,
            "columns": self.columns,
            "values": self.values.format(old=old),
        }
        return [statement.format(**words) for statement in said]


# Apps add theirs when they are ready.
ON_DELETE: list[OnDelete] = []


def append_only_tables(app_label: str = "") -> list[str]:
    """Tables of `settings.APPEND_ONLY`, of one app or of all."""
    models = [apps.get_model(name) for name in settings.APPEND_ONLY]
    return [
        model._meta.db_table
        for model in models
        if not app_label or model._meta.app_label == app_label
    ]


def install(app_config=None, using="default", **kwargs) -> None:
    """Create the triggers of an app's tables (all without `app_config`)."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    tables = append_only_tables(app_config.label if app_config else "")
    with connection.cursor() as cursor:
        for table in tables:
            if table in existing:
                _install_one(cursor, connection.vendor, table)
        for rule in ON_DELETE:
            is_asked = not app_config or rule.model.startswith(f"{app_config.label}.")
            if is_asked and {rule.table, rule.into} <= existing:
                for statement in rule.statements(connection.vendor):
                    cursor.execute(statement)


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
        for rule in ON_DELETE:
            of = f" ON {rule.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {rule.table}_gone{of}")
        for table in append_only_tables():
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
                continue
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
