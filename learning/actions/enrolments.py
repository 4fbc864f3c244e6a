"""Who takes which course: asked, decided, enrolled, withdrawn.

Booked JP of a course are one commitment, `enrolment:<public_id>`. A booking of one of
its class events is a commitment of its own with hours but without JP.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.agenda import actions as agenda
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from corpu.people.actions.deciders import decider_for, next_decider
from corpu.people.actions.decisions import log_decision
from learning import notices
from learning.actions.worth import days_needed
from learning.lessons import kinds
from learning.models import Course, Enrolment
from learning.permissions import may_assign, may_decide, may_withdraw

# A request that nobody answers is passed on after this long.
TIME_TO_DECIDE = datetime.timedelta(days=5)
# Who has not been back for this long is reminded.
TIME_TO_REMIND = datetime.timedelta(days=14)
# Asked for or invited, but not in.
NOT_YET_IN = [Enrolment.State.REQUESTED]


@transaction.atomic
def enrol(person, course: Course, *, by) -> Enrolment:
    """Enrol `person`, or ask for it where the course needs approval.

    Twice is once: a live enrolment is returned as it is.
    """
    existing = Enrolment.objects.live().filter(person=person, course=course).first()
    if existing:
        return existing
    _refuse_unless_open(person, course)
    try:
        with transaction.atomic():
            enrolment = _new_enrolment(person, course)
    except IntegrityError:  # another tab was first
        return Enrolment.objects.live().get(person=person, course=course)
    if enrolment.state == Enrolment.State.ENROLLED:
        _begin(enrolment)
    else:
        notices.tell_asked(enrolment)
    return enrolment


def _refuse_unless_open(person, course: Course) -> None:
    if not course.is_published or not course.current_id:
        raise Refused(
            "course_closed",
            _("This course is not offered any more. Look for another in the catalogue."),
        )
    if not person.is_active or not person.nip:
        raise Refused(
            "not_an_employee",
            _("Only civil servants can enrol. Sign in with the account of your NIP."),
        )


def _new_enrolment(person, course: Course) -> Enrolment:
    now = timezone.now()
    enrolment = Enrolment(
        person=person,
        course=course,
        version=course.current,
        state=Enrolment.State.ENROLLED,
        asked_at=now,
    )
    if course.access == Course.Access.APPROVAL:
        enrolment.state = Enrolment.State.REQUESTED
        enrolment.decider = decider_for(person)
        enrolment.decide_by = now + TIME_TO_DECIDE
    enrolment.save(force_insert=True)
    return enrolment


@transaction.atomic
def assign(person, course: Course, *, by, due_on: datetime.date) -> Enrolment:
    """A leader or HR asks `person` to take a course by a day; she is enrolled at once.

    Whoever is learning it already keeps her enrolment and gets the day; what she has
    completed is refused, and so is a day that has passed.
    """
    if not may_assign(by, person):
        raise PermissionDenied
    if due_on < today():
        message = _("This day has passed: choose today or a later one.")
        raise Refused("due_in_the_past", message, field="due_on")
    _refuse_unless_open(person, course)
    enrolment = Enrolment.objects.live().filter(person=person, course=course).first()
    if enrolment and enrolment.state == Enrolment.State.COMPLETED:
        message = _("%(name)s has completed this course already.")
        raise Refused("completed_already", message % {"name": person.full_name})
    enrolment = enrolment or _new_enrolment(person, course)
    was_learning = bool(
        enrolment.state == Enrolment.State.ENROLLED and enrolment.assigned_by_id
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(
        state=Enrolment.State.ENROLLED, assigned_by=by, due_on=due_on
    )
    enrolment.refresh_from_db()
    if not was_learning:
        promise_to_learn(enrolment)
    notices.tell_assigned(enrolment)
    _log(enrolment, "enrolment.assigned", by, "")
    return enrolment


def _begin(enrolment: Enrolment) -> None:
    promise_to_learn(enrolment)
    notices.tell_enrolled(enrolment)


def promise_to_learn(enrolment: Enrolment) -> None:
    """From here on the person has promised to learn: its JP are booked."""
    version = enrolment.version
    agenda.commit(
        f"enrolment:{enrolment.public_id}",
        person=enrolment.person,
        activity=enrolment.course.activity,
        title=version.title,
        form=version.form,
        scope=version.scope,
        jp=version.jp,
        days=days_needed(version),
        url=reverse("learning:player", args=[enrolment.public_id]),
    )


@transaction.atomic
def decide(enrolment: Enrolment, *, by, accept: bool, reason: str = "") -> Enrolment:
    """Answer a request. A refusal needs a reason; the answer is given once."""
    if not may_decide(by, enrolment):
        raise Refused("not_yours", _("This request is not yours to decide."))
    if not accept and not reason.strip():
        raise Refused(
            "reason_missing", _("Say why, so that the person knows."), field="reason"
        )
    state = Enrolment.State.ENROLLED if accept else Enrolment.State.REFUSED
    waiting = Enrolment.objects.filter(pk=enrolment.pk, state=Enrolment.State.REQUESTED)
    if not waiting.update(state=state, decided_at=timezone.now(), reason=reason):
        raise Refused("decided_already", _("This request has been decided already."))
    enrolment.refresh_from_db()
    _log(enrolment, "enrolment.accepted" if accept else "enrolment.refused", by, reason)
    if accept:
        _begin(enrolment)
    else:
        notices.tell_refused(enrolment)
    return enrolment


def pass_on_silent(now) -> int:
    """Requests that nobody answered in time go one level up; returns how many."""
    late = Enrolment.objects.filter(
        state=Enrolment.State.REQUESTED, decider__isnull=False, decide_by__lte=now
    )
    return sum(_pass_on(pk, now) for pk in late.values_list("pk", flat=True))


@transaction.atomic
def _pass_on(pk: int, now) -> bool:
    rows = Enrolment.objects.select_for_update().select_related("person", "version")
    enrolment = rows.filter(
        pk=pk, state=Enrolment.State.REQUESTED, decide_by__lte=now
    ).first()
    if enrolment is None or enrolment.decider is None:
        return False
    silent = enrolment.decider
    enrolment.decider = next_decider(silent, enrolment.person)
    enrolment.decide_by = now + TIME_TO_DECIDE
    enrolment.save(update_fields=["decider", "decide_by"])
    log_decision(
        "enrolment.passed_on",
        by=None,
        person=enrolment.person,
        subject=enrolment.version.title,
        silent=silent.pk,
        decider=enrolment.decider_id,
        enrolment=str(enrolment.public_id),
    )
    notices.tell_asked(enrolment)
    return True


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by, reason: str) -> Enrolment:
    """Leave a course before it is completed; what was learnt stays on the shelf."""
    if not may_withdraw(by, enrolment):
        raise Refused("not_yours", _("Only the person herself can withdraw."))
    if not reason.strip():
        raise Refused(
            "reason_missing", _("Say why, it helps the agency."), field="reason"
        )
    open_states = [Enrolment.State.REQUESTED, Enrolment.State.ENROLLED]
    going = Enrolment.objects.filter(pk=enrolment.pk, state__in=open_states)
    if not going.update(state=Enrolment.State.WITHDRAWN, reason=reason):
        raise Refused(
            "not_ongoing", _("This enrolment has ended already: nothing was changed.")
        )
    enrolment.refresh_from_db()
    agenda.release(f"enrolment:{enrolment.public_id}")
    for kind in kinds().values():
        kind.left(enrolment)
    _log(enrolment, "enrolment.withdrawn", by, reason)
    return enrolment


def _log(enrolment: Enrolment, act: str, by, reason: str) -> None:
    decider = enrolment.decider
    stands_in = (
        decider
        if decider and decider != by and decider.pk in by.stands_in_for()
        else None
    )
    log_decision(
        act,
        by=by,
        on_behalf_of=stands_in,
        person=enrolment.person,
        subject=enrolment.version.title,
        reason=reason,
        enrolment=str(enrolment.public_id),
        **_asked(enrolment, by),
    )


def _asked(enrolment: Enrolment, by) -> dict:
    """Since when a request waited, for those who look at how long decisions take."""
    if by is None or by.pk == enrolment.person_id or not enrolment.asked_at:
        return {}
    return {"asked_at": enrolment.asked_at.isoformat()}


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


@transaction.atomic
def take_in(person, course: Course, *, by) -> Enrolment:
    """Somebody has taken part already, says the agency: enrolled without being asked."""
    enrolment = Enrolment.objects.live().filter(person=person, course=course).first()
    if enrolment is None:
        enrolment = _new_enrolment(person, course)
    going = Enrolment.objects.filter(pk=enrolment.pk, state__in=NOT_YET_IN)
    if enrolment.state == Enrolment.State.ENROLLED or going.update(
        state=Enrolment.State.ENROLLED, decided_at=timezone.now()
    ):
        enrolment.refresh_from_db()
        promise_to_learn(enrolment)
        _log(enrolment, "enrolment.taken_in", by, "")
    return enrolment
