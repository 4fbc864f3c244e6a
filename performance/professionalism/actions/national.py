"""The national rule of the index, with the numbers that agencies use."""

import json
from pathlib import Path

from django.apps import apps as installed
from django.db import transaction

NATIONAL = Path(__file__).resolve().parent.parent / "fixtures/national_index.json"


@transaction.atomic
def load_national_index(*, apps=installed) -> None:
    """Add the rule if it is not there yet; `apps` is the historical registry in a
    migration."""
    data = json.loads(NATIONAL.read_text())
    model = apps.get_model("professionalism", "IndexRule")
    fields = data["rule"]
    rule, is_new = model.objects.get_or_create(name_id=fields["name_id"], defaults=fields)
    if not is_new:
        return
    step = apps.get_model("professionalism", "Step")
    for scale, code, above, points in data["steps"]:
        step.objects.create(rule=rule, scale=scale, code=code, above=above, points=points)
    part = apps.get_model("professionalism", "Part")
    forms = apps.get_model("ledger", "LearningForm")
    for kind, name_id, name_en, points, codes, min_jp, years in data["parts"]:
        row = part.objects.create(
            rule=rule, post_kind=kind, name_id=name_id, name_en=name_en, points=points,
            min_jp=min_jp, years=years,
        )  # fmt: skip
        # Row by row: a model of a migration's past knows no `set` that waits for `save`.
        link = part._meta.get_field("forms").remote_field.through
        found = forms.objects.filter(pk__in=data["forms"][codes])
        link.objects.bulk_create(
            link(part_id=row.pk, learningform_id=form.pk) for form in found
        )
