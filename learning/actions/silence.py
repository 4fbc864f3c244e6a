"""Silence: requests and invitations that nobody answers are passed on and in the end let
go; learners who do not come back are reminded."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.people.actions.deciders import next_decider
from corpu.people.actions.decisions import log_decision
from learning import notices
from learning.actions.enrolments import TIME_TO_DECIDE
from learning.models import Enrolment

State, Step = Enrolment.State, Enrolment.Step
# Who has not been back for this long is reminded.
TIME_TO_REMIND = datetime.timedelta(days=14)


def pass_on_silent(now) -> int:
    """What nobody answered in time goes one level up; where nobody stands above, it is
    asked once more and then expires. Returns how many moved."""
    waiting = Q(state__in=[State.REQUESTED, State.INVITED], decide_by__lte=now)
    late = Enrolment.objects.filter(waiting).order_by("pk")
    return sum(_pass_on(pk, now) for pk in late.values_list("pk", flat=True))


@transaction.atomic
def _pass_on(pk: int, now) -> bool:
    rows = Enrolment.objects.select_for_update(of=("self",))
    rows = rows.select_related("person", "version", "course__provider", "decider")
    enrolment = rows.filter(pk=pk, decide_by__lte=now).first()
    if enrolment is None:
        return False
    if enrolment.state == State.INVITED:
        return _expire(enrolment, _("The invitation was not answered."))
    if enrolment.state != State.REQUESTED:
        return False
    if enrolment.step == Step.LEADER and enrolment.decider:
        return _one_up(enrolment, now)
    if enrolment.escalated_at is None:
        return _ask_again(enrolment, now)
    return _expire(enrolment, _("Nobody has decided in time. You may ask again."))


def _one_up(enrolment: Enrolment, now) -> bool:
    silent = enrolment.decider
    enrolment.decider = next_decider(silent, enrolment.person)
    enrolment.decide_by = now + TIME_TO_DECIDE
    enrolment.save(update_fields=["decider", "decide_by"])
    _log(enrolment, "enrolment.passed_on", silent=silent.pk)
    notices.tell_asked(enrolment)
    return True


def _ask_again(enrolment: Enrolment, now) -> bool:
    """Nobody stands above HR or the agency: they are asked a last time."""
    enrolment.escalated_at, enrolment.decide_by = now, now + TIME_TO_DECIDE
    enrolment.save(update_fields=["escalated_at", "decide_by"])
    _log(enrolment, "enrolment.asked_again", step=enrolment.step)
    notices.tell_asked(enrolment, again=True)
    return True


def _expire(enrolment: Enrolment, reason: str) -> bool:
    enrolment.state, enrolment.reason = State.EXPIRED, reason
    enrolment.save(update_fields=["state", "reason"])
    _log(enrolment, "enrolment.expired", step=enrolment.step)
    notices.tell_expired(enrolment)
    return True


def _log(enrolment: Enrolment, act: str, **data) -> None:
    log_decision(
        act, by=None, person=enrolment.person, subject=enrolment.version.title,
        decider=enrolment.decider_id, enrolment=str(enrolment.public_id), **data,
    )  # fmt: skip


def remind_idle(now) -> int:
    """Remind those who have not been back for two weeks, once for each pause."""
    since = now - TIME_TO_REMIND
    idle = Enrolment.objects.ongoing().idle_since(since)
    told = 0
    for enrolment in idle.select_related("person", "version", "course")[:1000]:
        claimed = Enrolment.objects.ongoing().idle_since(since).filter(pk=enrolment.pk)
        if claimed.update(reminded_at=now):
            notices.tell_reminder(enrolment, timezone.localdate(now))
            told += 1
    return told
