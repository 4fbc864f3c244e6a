"""Lines of a development plan: written, changed, taken away; with their trail."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from performance.development.models import Plan, PlanLine
from performance.development.permissions import may_write_plan

FIELDS = (
    "title", "competence", "target_level", "form", "activity", "provider", "jp",
    "quarter", "month", "cost", "reason", "gap",
)  # fmt: skip


@transaction.atomic
def add_line(plan: Plan, *, by, **fields) -> PlanLine:
    """Write one more line."""
    _open(plan, by)
    line = PlanLine(plan=plan)
    _fill(line, fields)
    line.save()
    _reopen(plan)
    return line


@transaction.atomic
def change_line(line: PlanLine, *, by, change_reason: str = "", **fields) -> PlanLine:
    """Change a line; one that was agreed stays in force until another, with the reason,
    is agreed in its place."""
    _open(line.plan, by)
    if line.agreed_at is None:
        _fill(line, fields)
        line.change_reason = change_reason or line.change_reason
        line.save()
        _reopen(line.plan)
        return line
    _refuse_realised(line)
    _need_reason(change_reason)
    new = PlanLine.objects.pending().filter(replaces=line).first()
    new = new or PlanLine(plan=line.plan, replaces=line)
    _fill(new, {name: getattr(line, name) for name in FIELDS} | fields)
    new.change_reason = change_reason
    new.save()
    _reopen(line.plan)
    return new


@transaction.atomic
def remove_line(line: PlanLine, *, by, reason: str = "") -> None:
    """Take a line away: a draft at once, an agreed one when that is agreed too."""
    _open(line.plan, by)
    if line.agreed_at is None:
        line.delete()
        return
    _refuse_realised(line)
    _need_reason(reason)
    PlanLine.objects.pending().filter(replaces=line).delete()
    line.retire_asked_at, line.change_reason = timezone.now(), reason[:300]
    line.save(update_fields=["retire_asked_at", "change_reason"])
    _reopen(line.plan)


@transaction.atomic
def keep_line(line: PlanLine, *, by) -> None:
    """It shall stay after all."""
    _open(line.plan, by)
    line.retire_asked_at, line.change_reason = None, ""
    line.save(update_fields=["retire_asked_at", "change_reason"])


def _open(plan: Plan, by) -> None:
    if not may_write_plan(by, plan.person):
        raise PermissionDenied
    Plan.objects.select_for_update().get(pk=plan.pk)
    plan.refresh_from_db()
    if not plan.is_open_to_change:
        raise Refused(
            "plan_proposed",
            _("The plan lies with the leader. Wait for the answer, then change it."),
        )


def _reopen(plan: Plan) -> None:
    """What was agreed holds; the change waits to be proposed."""
    if plan.state == Plan.State.AGREED:
        plan.state = Plan.State.DRAFT
        plan.save(update_fields=["state"])


def _fill(line: PlanLine, fields: dict) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(line, name, fields[name])
    if line.month:
        line.quarter = (line.month + 2) // 3
    if not line.competence_id and not line.activity_id:
        raise Refused(
            "line_without_aim",
            _("Choose the competence that the line develops."),
            field="competence",
        )
    if line.gap_id and line.gap.person_id != line.plan.person_id:
        raise PermissionDenied


def _refuse_realised(line: PlanLine) -> None:
    if line.record_id:
        raise Refused(
            "line_realised",
            _("The line is realised already: a fact cannot be replanned."),
        )


def _need_reason(text: str) -> None:
    if not text.strip():
        raise Refused(
            "no_reason",
            _("Say why what was agreed shall change."),
            field="change_reason",
        )
