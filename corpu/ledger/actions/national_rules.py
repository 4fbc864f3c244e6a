"""Loads the forms of learning and the national conversion table."""

import datetime
import json
from pathlib import Path

from django.apps import apps as installed
from django.db import transaction

from corpu.lib.fields import JPField

SOURCE = Path(__file__).parent.parent / "fixtures" / "national_rates.json"


@transaction.atomic
def load_national_rules(*, apps=installed) -> None:
    """Make the 23 forms, the two others and degree study, and their published rates.

    Adds what is missing and changes nothing that is there: an installation may have
    renamed a form or closed a rate. `apps` is the historical registry in a migration.
    """
    rules = json.loads(SOURCE.read_text(encoding="utf-8"))
    _load_forms(apps.get_model("ledger", "LearningForm"), rules["forms"])
    _load_rates(apps.get_model("ledger", "Rate"), rules)


def _load_forms(model, forms) -> None:
    rows = [model(order=order, **form) for order, form in enumerate(forms, 1)]
    model.objects.bulk_create(rows, ignore_conflicts=True)


def _load_rates(model, rules) -> None:
    valid_from = datetime.date.fromisoformat(rules["valid_from"])
    known = set(model.objects.values_list("form_id", "scope", "role"))
    rows = []
    for rate in rules["rates"]:
        values = dict(rate)
        form, jp = values.pop("form"), JPField().to_python(values.pop("jp"))
        if (form, rate["scope"], "learner") not in known:
            row = model(form_id=form, jp=jp, valid_from=valid_from, live=True, **values)
            rows.append(row)
    model.objects.bulk_create(rows)
