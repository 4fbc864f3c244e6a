"""The kinds of coaching that the product comes with."""

import json
from pathlib import Path

from django.apps import apps as installed

FILE = Path(__file__).parent.parent / "fixtures" / "kinds.json"


def load_kinds(*, apps=installed) -> None:
    """Add what is missing; what an office has changed stays as it is."""
    model = apps.get_model("coaching", "Kind")
    there = set(model.objects.values_list("pk", flat=True))
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    model.objects.bulk_create(
        model(form_id=row.pop("form"), **row) for row in rows if row["code"] not in there
    )
