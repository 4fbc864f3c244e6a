"""A check by hand: asked by the person, decided by HR with a reason, valid until a day."""

import calendar
import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.ledger.models import Record
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person, Post
from performance.careers.actions.judging import Line, verdict
from performance.careers.models import HandCheck
from performance.careers.permissions import may_decide
from performance.careers.rules import MET

State = HandCheck.State
DAYS_TO_DECIDE = 14


def ask(
    person: Person, *, post: Post, key: str, note: str, record: Record | None = None
) -> HandCheck:
    """Ask HR to look at one requirement; asking twice while it waits is harmless."""
    line = _line(person, post, key)
    if line.answer == MET:
        raise Refused("met_already", _("This requirement is met already."))
    if record is not None and record.person_id != person.pk:
        raise Refused(
            "not_your_record", _("Choose one of your own records."), field="record"
        )
    if not note.strip():
        message = _("Say what should be looked at.")
        raise Refused("note_needed", message, field="note")
    requirement = line.asked.requirement
    competence = line.asked.competence if ":" in key else None
    same = {"person": person, "requirement": requirement, "competence": competence}
    waiting = HandCheck.objects.waiting().filter(**same).first()
    if waiting:
        return waiting
    try:
        with transaction.atomic():
            return HandCheck.objects.create(
                **same, post=post, record=record, note=note.strip(),
                decide_by=timezone.now() + datetime.timedelta(days=DAYS_TO_DECIDE),
            )  # fmt: skip
    except IntegrityError:  # pressed twice at the same moment
        return HandCheck.objects.waiting().get(**same)


def _line(person: Person, post: Post, key: str) -> Line:
    for line in verdict(person, post).lines:
        if line.asked.rule.key == key:
            return line
    raise Refused(
        "requirement_gone", _("The rule has changed: open the page again and look.")
    )


@transaction.atomic
def withdraw(check: HandCheck) -> None:
    """The person takes her request back."""
    rows = HandCheck.objects.filter(pk=check.pk, state=State.WAITING)
    if not rows.update(state=State.WITHDRAWN, decided_at=timezone.now()):
        raise Refused("already_decided", _("This request has been decided already."))


@transaction.atomic
def decide(
    check: HandCheck,
    *,
    by: Person,
    accept: bool,
    reason: str = "",
    valid_until: datetime.date | None = None,
) -> HandCheck:
    """HR decides, with a reason that the person and the auditor read."""
    if not may_decide(by, check):
        raise PermissionDenied
    if not reason.strip():
        message = _("Give the reason: the person and the auditor read it.")
        raise Refused("reason_needed", message, field="reason")
    until = valid_until or months_ahead(today(), check.requirement.gate.check_months)
    if until < today():
        message = _("The last day lies in the past.")
        raise Refused("day_past", message, field="valid_until")
    rows = HandCheck.objects.filter(pk=check.pk, state=State.WAITING)
    state = State.ACCEPTED if accept else State.REFUSED
    changed = rows.update(
        state=state, decided_by=by, decided_at=timezone.now(), reason=reason.strip(),
        valid_until=until,
    )  # fmt: skip
    if not changed:
        raise Refused("already_decided", _("This request has been decided already."))
    check.refresh_from_db()
    _tell_and_log(check, by)
    return check


def _tell_and_log(check: HandCheck, by: Person) -> None:
    log_decision(
        f"gate_check.{check.state}", by=by, person=check.person,
        subject=check.requirement.gate, reason=check.reason,
        requirement=check.requirement_id, post=check.post.code,
        valid_until=str(check.valid_until), asked_at=check.asked_at.isoformat(),
    )  # fmt: skip
    tell(
        check.person,
        f"careers.check_{check.state}",
        source=f"gate_check:{check.pk}",
        url=reverse("careers:check", args=[check.pk]),
        post=check.post.name,
        reason=check.reason,
        valid_until_on=check.valid_until.isoformat(),
    )


def months_ahead(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month `months` later, or the month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))
