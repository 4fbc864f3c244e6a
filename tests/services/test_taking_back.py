"""The real migrations backwards, on the engine of operators; after all other tests of
the installation, of which nothing is left."""

import pytest

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


@pytest.mark.parametrize("installation", ["postgres"], indirect=True)
def test_what_is_taken_back_leaves_nothing(installation):
    said = installation.shell(BACKWARDS)
    assert "left: []" in said
    assert "health: False" in said and "manage.py migrate" in said
