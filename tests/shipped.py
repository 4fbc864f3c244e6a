"""The rules and texts that ship with the house, for databases that tests make without
migrations."""

from django.apps import apps
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

HOUSE = ("corpu.", "learning", "performance", "coaching")


def load_what_ships() -> None:
    """Everything that migrations load, in their order. What only moves rows that older
    versions wrote is `elidable` there, and has nothing to move here."""
    with override_settings(MIGRATION_MODULES={}):
        graph = MigrationLoader(None).graph
    done = set()
    for leaf in graph.leaf_nodes():
        for key in graph.forwards_plan(leaf):
            if key not in done and apps.get_app_config(key[0]).name.startswith(HOUSE):
                _load(graph.nodes[key])
            done.add(key)


def _load(migration) -> None:
    for step in migration.operations:
        if isinstance(step, RunPython) and not step.elidable:
            step.code(apps, None)
