"""A person objects, HR answers: reckoned again, or kept with a reason."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision
from performance.allowance.actions.lines import reckon_piece, save_piece
from performance.allowance.actions.runs import held
from performance.allowance.models import Line, Objection, Run, Scheme
from performance.allowance.permissions import may_answer

State = Objection.State
MOST_OPEN = 3  # objections of one person against one month


@transaction.atomic
def object_to(line: Line, *, by, reason: str) -> Objection:
    """The person says why it is wrong, in time."""
    if by.pk != line.person_id:
        raise PermissionDenied
    run = held(line.run)
    if not run.takes_objections:
        raise Refused(
            "too_late",
            _("The time to object has passed. Ask HR: later facts become differences."),
        )
    if not reason.strip():
        raise Refused(
            "reason_missing", _("Say what is wrong, so that it can be checked."),
            field="reason",
        )  # fmt: skip
    mine = Objection.objects.filter(run=run, person=by)
    if mine.waiting().exists() or mine.count() >= MOST_OPEN:
        raise Refused(
            "objected_already", _("Your objection to this month is known already.")
        )
    days = Scheme.objects.get(unit=run.unit).decision_days
    return Objection.objects.create(
        run=run, person=by, reason=reason.strip(), percent_before=line.percent,
        decide_by=timezone.now() + datetime.timedelta(days=days),
    )  # fmt: skip


@transaction.atomic
def withdraw(objection: Objection, *, by) -> Objection:
    """The person takes it back."""
    if by.pk != objection.person_id:
        raise PermissionDenied
    rows = Objection.objects.waiting().filter(pk=objection.pk)
    if not rows.update(state=State.WITHDRAWN, decided_at=timezone.now()):
        raise Refused("decided_already", _("This objection has been answered."))
    objection.refresh_from_db()
    return objection


@transaction.atomic
def decide(objection: Objection, *, by, accept: bool, reason: str = "") -> Objection:
    """Reckon again from the facts of today, or keep the line; never by the person."""
    if objection.person_id == by.pk:
        raise PermissionDenied
    run = held(objection.run)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.state != State.WAITING:
        raise Refused("decided_already", _("This objection has been answered."))
    if not may_answer(by, objection):
        raise PermissionDenied
    if not accept and not reason.strip():
        raise Refused(
            "reason_missing", _("Write why the recommendation is kept."), field="reason"
        )
    if run.state != Run.State.OPEN:
        raise Refused("run_not_open", _("This month is not open (any more)."))
    if accept:
        _reckon_one(run, objection.person_id)
    line = Line.objects.filter(run=run, person=objection.person_id).first()
    objection.state = State.ACCEPTED if accept else State.KEPT
    objection.percent_after = line.percent if line else None
    objection.decided_by, objection.decided_at = by, timezone.now()
    objection.answer = reason.strip()
    objection.save()
    _log_and_tell(objection, line, by)
    return objection


def _reckon_one(run: Run, person_id: int) -> None:
    """The line of one person from the facts of today; gone if she belongs elsewhere."""
    lines = reckon_piece(run, [person_id])
    if lines:
        save_piece(lines)
    else:
        Line.objects.filter(run=run, person=person_id).delete()


def _log_and_tell(objection: Objection, line: Line | None, by) -> None:
    accepted = objection.state == State.ACCEPTED
    log_decision(
        f"allowance.objection_{objection.state}", by=by, person=objection.person,
        subject=str(objection.run), reason=objection.answer, run=objection.run_id,
        before=str(objection.percent_before), after=str(objection.percent_after),
        asked_at=objection.asked_at.isoformat(), objection=str(objection.public_id),
    )  # fmt: skip
    if line:
        Line.objects.filter(pk=line.pk).update(told_percent=line.percent)
    tell(
        objection.person,
        "allowance.objection_accepted" if accepted else "allowance.objection_kept",
        source=f"allowance-objection:{objection.pk}",
        url=reverse("allowance:objection", args=[objection.public_id]),
        month=objection.run.month.isoformat(),
        percent=str(objection.percent_after),
        reason=objection.answer or "–",
    )
