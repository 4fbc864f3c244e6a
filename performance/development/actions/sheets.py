"""The plan of a unit and of the agency: approved, and frozen as it was."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Unit
from performance.development.models import Budget, PlanLine, Sheet, SheetLine
from performance.development.permissions import (
    may_approve_agency,
    may_approve_unit,
    may_set_budget,
)

State = Sheet.State


@transaction.atomic
def approve_unit(unit, year: int, *, by) -> Sheet:
    """The head of the unit approves its plan, which freezes it."""
    if not may_approve_unit(by, unit):
        raise PermissionDenied
    _hold(unit)
    _refuse_empty(unit, year)
    sheet = _new_sheet(unit, year, by)
    _freeze(sheet, by)
    return sheet


@transaction.atomic
def propose_agency(unit, year: int, *, by) -> Sheet:
    """One officer of HR proposes the agency's plan."""
    if not may_approve_agency(by, unit):
        raise PermissionDenied
    _hold(unit)
    _refuse_empty(unit, year)
    waiting = Sheet.objects.filter(unit=unit, year=year, state=State.PROPOSED).first()
    if waiting:
        return waiting
    sheet = _new_sheet(unit, year, by)
    log_decision("sheet.proposed", by=by, subject=str(sheet), sheet=sheet.pk)
    return sheet


@transaction.atomic
def approve_agency(sheet: Sheet, *, by) -> Sheet:
    """Another officer approves it, which freezes it as it reads then."""
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if not may_approve_agency(by, sheet.unit):
        raise PermissionDenied
    if sheet.state != State.PROPOSED:
        raise Refused("approved_already", _("This plan is approved already."))
    if sheet.proposed_by_id == by.pk:
        raise Refused(
            "same_person",
            _("You proposed this plan: ask a second officer to approve it."),
        )
    _freeze(sheet, by)
    return sheet


@transaction.atomic
def withdraw_agency(sheet: Sheet, *, by) -> None:
    """A proposal that is not approved yet is taken back."""
    if not may_approve_agency(by, sheet.unit):
        raise PermissionDenied
    gone, _rows = Sheet.objects.filter(pk=sheet.pk, state=State.PROPOSED).delete()
    if not gone:
        raise Refused("approved_already", _("This plan is approved already."))
    log_decision("sheet.withdrawn", by=by, subject=str(sheet))


@transaction.atomic
def set_budget(unit, year: int, *, by, ceiling: int | None) -> Budget | None:
    """The most that the plans of the unit may cost; None takes the limit away."""
    if not may_set_budget(by, unit):
        raise PermissionDenied
    log_decision("budget.set", by=by, subject=str(unit), year=year, ceiling=ceiling)
    if ceiling is None:
        Budget.objects.filter(unit=unit, year=year).delete()
        return None
    values = {"ceiling": ceiling, "set_by": by, "set_at": timezone.now()}
    row, _new = Budget.objects.update_or_create(unit=unit, year=year, defaults=values)
    return row


def _hold(unit) -> None:
    """Of two who write a sheet of one unit at the same moment, one waits."""
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)


def _lines(unit, year: int):
    return PlanLine.objects.agreed().in_year(year).in_subtree(unit)


def _refuse_empty(unit, year: int) -> None:
    if not _lines(unit, year).exists():
        raise Refused(
            "nothing_agreed", _("No plan of this unit has been agreed for this year yet.")
        )


def _new_sheet(unit, year: int, by) -> Sheet:
    last = Sheet.objects.filter(unit=unit, year=year).order_by("-version").first()
    return Sheet.objects.create(
        unit=unit,
        year=year,
        version=last.version + 1 if last else 1,
        state=State.PROPOSED,
        proposed_by=by,
        is_agency=unit.depth == 1,
    )


def _freeze(sheet: Sheet, by) -> None:
    fields = ("plan", "title", "competence", "form", "provider", "quarter", "jp", "cost")
    rows = _lines(sheet.unit, sheet.year).order_by("pk")
    rows = rows.values_list(*fields, "plan__person__unit")
    SheetLine.objects.bulk_create(
        (
            SheetLine(
                sheet=sheet, plan_id=plan, title=title, competence_id=competence,
                form_id=form, provider_id=provider, quarter=quarter, jp=jp, cost=cost,
                unit_id=unit,
            )
            for plan, title, competence, form, provider, quarter, jp, cost, unit
            in rows.iterator(chunk_size=2000)
        ),
        batch_size=1000,
    )  # fmt: skip
    budget = Budget.objects.filter(unit=sheet.unit, year=sheet.year).first()
    sheet.state, sheet.approved_by, sheet.approved_at = State.APPROVED, by, timezone.now()
    sheet.ceiling = budget.ceiling if budget else None
    sheet.save()
    log_decision("sheet.approved", by=by, subject=str(sheet), sheet=sheet.pk)
