"""A frozen text as one reader sees it: her language, days as days, JP as numbers."""

import datetime
from decimal import Decimal

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language

from corpu.ledger.models.credit import Reason
from corpu.people.models import StaffClass

DAYS = {"from", "to", "valid_from", "valid_to"}
MOMENTS = {"at", "frozen_at", "published_at"}
AMOUNTS = {
    "whole", "required", "carried", "counted", "gap", "claimed", "recognised", "jp",
}  # fmt: skip


def read(body: dict) -> dict:
    """The body with every text in the reader's language.

    `form` stands for `form_id` and `form_en`, `name` for `name_id` and `name_en`, `law`
    for the two legal bases; texts kept by language become the one of the reader.
    """
    found = _read(body)
    found["place"]["staff_class_name"] = _label(StaffClass, body["place"]["staff_class"])
    rates = {rate["id"]: rate for rate in found["rates"]}
    for fact in found["facts"]:
        fact["why"] = _label(Reason, fact["reason"])
        fact["rate"] = rates.get(fact["rate"])
    zero = Decimal("0.00")
    found["claimed"] = sum((fact["claimed"] for fact in found["facts"]), zero)
    found["recognised"] = sum((fact["recognised"] for fact in found["facts"]), zero)
    return found


def _label(choices, value: str) -> str:
    """The name of a choice; the value itself where it is no longer one."""
    return str(dict(choices.choices).get(value, value))


def _read(value):
    if isinstance(value, list):
        return [_read(item) for item in value]
    if not isinstance(value, dict):
        return value
    language = "en" if get_language() == "en" else "id"
    if set(value) == {"id", "en"}:
        return value[language]
    found = {key: _value(key, item) for key, item in value.items()}
    for stem in ("name", "form"):
        if f"{stem}_id" in value and f"{stem}_en" in value:
            found[stem] = value[f"{stem}_{language}"]
    if "legal_basis" in value:
        in_english = language == "en" and value.get("legal_basis_en")
        found["law"] = in_english or value["legal_basis"]
    return found


def _value(key: str, value) -> Decimal | datetime.date | object:
    if isinstance(value, str) and key in DAYS:
        return parse_date(value)
    if isinstance(value, str) and key in MOMENTS:
        return parse_datetime(value)
    if isinstance(value, str) and key in AMOUNTS:
        return Decimal(value)
    return _read(value)
