"""The targets that ship with the house, as data with their legal basis."""

import json
from pathlib import Path

from django.apps import apps as installed
from django.db import transaction

NATIONAL = Path(__file__).resolve().parent.parent / "fixtures/national_targets.json"


@transaction.atomic
def load_national_targets(*, apps=installed) -> int:
    """Add the national targets that are not there yet; returns how many were added.

    What an agency changed since (switched on or off, ended) stays. A programme waits
    until its form of learning is there. `apps` is the historical registry in a
    migration, which may know fewer fields: what needs them is added by a later one.
    """
    model = apps.get_model("performance", "Target")
    fields_known = {field.name for field in model._meta.get_fields()}
    forms = set(apps.get_model("ledger", "LearningForm").objects.values_list("pk"))
    there = set(model.objects.values_list("code", flat=True))
    fresh, programmes = [], {}
    for row in json.loads(NATIONAL.read_text(encoding="utf-8")):
        fields = dict(row["fields"])
        programme = fields.pop("activity", None)
        if programme and (
            "is_confirmed" not in fields_known or (programme["form"],) not in forms
        ):
            continue
        if fields["code"] not in there:
            known = {name: fields[name] for name in fields if name in fields_known}
            fresh.append(model(**known))
            programmes[fields["code"]] = programme
    for target in model.objects.bulk_create(fresh):
        if programme := programmes[target.code]:
            target.activities.add(_activity(apps, **programme))
    return len(fresh)


def _activity(apps, *, public_id, title, form):
    """The name card of a national programme."""
    return apps.get_model("ledger", "Activity").objects.get_or_create(
        public_id=public_id, defaults={"title": title, "form_id": form}
    )[0]
