"""Formulas are drafted by one person and published by another; examples are copied."""

import datetime
import json
from pathlib import Path

from django.apps import apps as installed
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.lib.rule_rows import let_count
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Unit
from performance.allowance import rules
from performance.allowance.models import Formula, Run, Scheme
from performance.allowance.permissions import keeps

EXAMPLES = Path(__file__).resolve().parent.parent / "fixtures/example_formulas.json"
ROWS = {
    "parts": "Part", "deductions": "Deduction", "factors": "Factor",
    "exemptions": "Exemption",
}  # fmt: skip


@transaction.atomic
def load_examples(*, apps=installed) -> int:
    """Add the example formulas that are not there yet; returns how many were added.

    None of them is ever in force. `apps` is the historical registry in a migration.
    """
    model, added = apps.get_model("allowance", "Formula"), 0
    for fields in json.loads(EXAMPLES.read_text()):
        rows = {name: fields.pop(name, []) for name in ROWS}
        formula, is_new = model.objects.get_or_create(
            code=fields.pop("code"), defaults=fields
        )
        if is_new:
            added += 1
            for name, given in rows.items():
                row_model = apps.get_model("allowance", ROWS[name])
                for row in given:
                    row_model.objects.create(formula=formula, **row)
    return added


@transaction.atomic
def copy_formula(
    formula: Formula, *, unit: Unit, code: str, valid_from: datetime.date, by
) -> Formula:
    """A draft for an institution in the shape of an example or of an older formula."""
    if not keeps(by, unit) or unit.parent_id is not None:
        raise PermissionDenied
    if Formula.objects.filter(code=code).exists():
        raise Refused(
            "code_taken", _("Another formula has this code. Choose one."), field="code"
        )
    draft = Formula.objects.create(
        unit=unit, code=code, valid_from=valid_from, drafted_by=by,
        legal_basis=_("To be filled in: the regulation of the institution."),
        **{
            name: getattr(formula, name)
            for name in ("name_id", "name_en", "places", "rounds_down")
        },
    )  # fmt: skip
    for name in ROWS:
        for row in getattr(formula, name).all():
            row.pk, row.formula = None, draft
            row.save(force_insert=True)
    _log("allowance.formula_copied", draft, by)
    return draft


@transaction.atomic
def publish(formula: Formula, *, by) -> Formula:
    """Let a draft be in force. Whoever drafted it cannot publish it."""
    formula = Formula.objects.select_for_update(of=("self",)).get(pk=formula.pk)
    if formula.unit is None or not keeps(by, formula.unit):
        raise PermissionDenied
    Scheme.objects.get_or_create(unit=formula.unit)
    Scheme.objects.select_for_update().get(unit=formula.unit)  # one at a time
    _refuse_publishing(formula, by)
    let_count(formula, by)
    _log("allowance.formula_published", formula, by)
    return formula


def _refuse_publishing(formula: Formula, by) -> None:
    if formula.live:
        raise Refused("published_already", _("This formula is published already."))
    if formula.drafted_by_id in (None, by.pk):
        raise Refused(
            "same_person",
            _("You drafted this formula: ask a second person to publish it."),
        )
    if found := rules.faults(formula.as_rule()):
        raise Refused(found[0], fault_text(found[0]))
    others = Formula.objects.filter(unit=formula.unit, live=True)
    for other in others.exclude(pk=formula.pk):
        if _overlap(formula, other):
            raise Refused(
                "formula_overlaps",
                _("%(other)s is in force on the same days. End it first.")
                % {"other": other},
            )


def fault_text(code: str) -> str:
    """What is wrong with a formula, and what to do."""
    return {
        "weights": _("The weights of the parts do not add up to 100 points."),
        "parts_twice": _("Two parts have the same code. Change one of them."),
        "unknown_part": _("A deduction or exception names a part that is not there."),
        "steps_missing": _("A part that reads a word has no steps. Write them."),
        "steps_order": _(
            "A worse result is worth more than a better one. Mend the steps."
        ),
        "steps_kind": _("A part that reads a number has a step with a word. Mend it."),
    }[code]


def _overlap(one: Formula, other: Formula) -> bool:
    before = one.valid_to is not None and one.valid_to < other.valid_from
    after = other.valid_to is not None and other.valid_to < one.valid_from
    return not (before or after)


def may_end(by, formula: Formula) -> bool:
    """HR of the whole institution; examples are never in force."""
    return formula.unit is not None and keeps(by, formula.unit)


def refuse_last_day(formula: Formula, valid_to: datetime.date) -> None:
    """Months that were reckoned with a formula need it in force."""
    last = Run.objects.filter(formula=formula).order_by("-month").first()
    if last and valid_to < last.month:
        raise Refused(
            "formula_used",
            _("A later month was reckoned with it. Choose a later day."),
            field="valid_to",
        )


def _log(act: str, formula: Formula, by) -> None:
    log_decision(
        act, by=by, subject=formula.code, formula=formula.pk, unit=formula.unit_id,
        drafted_by=formula.drafted_by_id, valid_from=str(formula.valid_from),
        valid_to=str(formula.valid_to or ""),
    )  # fmt: skip
