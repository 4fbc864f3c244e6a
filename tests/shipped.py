"""The rules and texts that ship with the house, for databases that tests make without
migrations."""

import importlib

from django.apps import apps
from django.db.migrations import RunPython

from coaching.actions.kinds import load_kinds

SHIPPED = (
    "corpu.ledger.migrations.0002_national_rules",
    "corpu.skills.migrations.0002_dictionary",
    "corpu.skills.migrations.0005_national_standards",
    "coaching.migrations.0002_topics",
    "performance.migrations.0004_national_targets",
    "performance.migrations.0008_national_programmes",
    "performance.plans.migrations.0002_national_cycle",
    "performance.development.migrations.0002_first_policy",
    "performance.periods.migrations.0002_shipped_deadline",
    "performance.careers.migrations.0002_national_careers",
    "performance.allowance.migrations.0002_examples",
    "performance.professionalism.migrations.0002_national_index",
)


def load_what_ships() -> None:
    """The rules and texts that migrations load, which the tests run without."""
    for path in SHIPPED:
        for step in importlib.import_module(path).Migration.operations:
            if isinstance(step, RunPython):
                step.code(apps, None)
    load_kinds(apps=apps)  # its migration moves old rows, too
