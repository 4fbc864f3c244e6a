"""The kinds of coaching that the product comes with."""

import json
from pathlib import Path

from django.apps import apps as installed

FILE = Path(__file__).parent.parent / "fixtures" / "kinds.json"


def load_kinds(*, apps=installed) -> None:
    """Add what is missing; what an office has changed stays as it is."""
    kinds = apps.get_model("coaching", "Kind")
    for row in json.loads(FILE.read_text(encoding="utf-8")):
        values = dict(row)
        code, values["form_id"] = values.pop("code"), values.pop("form")
        kinds.objects.get_or_create(code=code, defaults=values)
