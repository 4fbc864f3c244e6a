"""The ladders, limits and drafts of gates that ship with the house."""

import json
from pathlib import Path

from django.apps import apps as installed
from django.db import transaction

NATIONAL = Path(__file__).resolve().parent.parent / "fixtures/national_careers.json"


@transaction.atomic
def load_national_careers(*, apps=installed) -> None:
    """Add what is not there yet. The gates come as drafts, to be confirmed and published
    by the agency; `apps` is the historical registry in a migration."""
    data = json.loads(NATIONAL.read_text())
    names = ("kind", "level", "next_kind", "next_level")
    rung = apps.get_model("careers", "Rung")
    for row in data["rungs"]:
        basis = {"legal_basis": data["rung_basis"]}
        rung.objects.get_or_create(**dict(zip(names, row, strict=True)), defaults=basis)
    box = apps.get_model("careers", "NineBoxRule")
    fields = data["nine_box"]
    box.objects.get_or_create(name_id=fields["name_id"], defaults=fields)
    _draft_gates(data, apps)


def _draft_gates(data: dict, apps) -> None:
    gate = apps.get_model("careers", "Gate")
    requirement = apps.get_model("careers", "Requirement")
    for level, name_id, name_en, text_id, text_en in data["gates"]:
        fields = {
            "name_en": name_en, "post_kind": "structural", "post_level": level,
            "legal_basis": data["gate_basis"], "legal_basis_en": data["gate_basis_en"],
            "valid_from": "2026-01-01", "is_confirmed": False,
        }  # fmt: skip
        row, is_new = gate.objects.get_or_create(name_id=name_id, defaults=fields)
        if is_new:
            requirement.objects.create(
                gate=row, kind="learning", form_id="structural_leadership",
                text_id=text_id, text_en=text_en, needs_certificate=True,
            )  # fmt: skip
