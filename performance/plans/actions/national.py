"""The matrix and the calendar that ship with the house."""

import json
from pathlib import Path

from django.apps import apps as installed
from django.db import transaction

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures/national_cycle.json"


@transaction.atomic
def load_national_cycle(*, apps=installed) -> int:
    """Add the rules of the cycle where none of their kind is there yet; returns how many
    were added. `apps` is the historical registry in a migration."""
    added = 0
    for row in json.loads(FIXTURE.read_text()):
        model = apps.get_model("plans", row["model"])
        if not model.objects.exists():
            model.objects.create(**row["fields"])
            added += 1
    return added
