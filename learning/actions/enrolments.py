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
from corpu.people.actions.deciders import decider_for
from corpu.people.actions.decisions import log_decision
from learning import notices
from learning.actions.worth import days_needed
from learning.lessons import kinds
from learning.models import Course, Enrolment
from learning.permissions import may_assign, may_decide, may_withdraw
from learning.rules import next_step, states_before

# A request that nobody answers is passed on after this long.
TIME_TO_DECIDE = datetime.timedelta(days=5)
State = Enrolment.State
# Asked for or invited, but not in.
NOT_YET_IN = [State.REQUESTED, State.INVITED]


@transaction.atomic
def enrol(person, course: Course, *, by) -> Enrolment:
    """Enrol `person`, or ask for it where the course needs approval.

    Twice is once: a live enrolment is returned as it is.
    """
    existing = Enrolment.objects.live().filter(person=person, course=course).first()
    if existing and existing.state == State.INVITED:
        return accept_invitation(existing, by=by)
    if existing:
        return existing
    _refuse_unless_open(person, course)
    if course.access == Course.Access.INVITATION:
        raise Refused(
            "invitation_only",
            _("This course is by invitation: its agency or your leader invites you."),
        )
    refuse_full(course)
    try:
        with transaction.atomic():
            enrolment = _new_enrolment(person, course)
    except IntegrityError:  # another tab was first
        return Enrolment.objects.live().get(person=person, course=course)
    if enrolment.state == State.ENROLLED:
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
        state=State.ENROLLED,
        asked_at=now,
    )
    if course.access == Course.Access.APPROVAL:
        enrolment.state = State.REQUESTED
        _ask(enrolment, next_step(course.approvals, None), now)
    enrolment.save(force_insert=True)
    return enrolment


def _ask(enrolment: Enrolment, step: str, now) -> None:
    """The request waits for the leader, or for the agency (which has no single name)."""
    is_leaders = step == Enrolment.Step.LEADER
    enrolment.step = step
    enrolment.decider = decider_for(enrolment.person) if is_leaders else None
    enrolment.decide_by, enrolment.escalated_at = now + TIME_TO_DECIDE, None


def refuse_full(course: Course) -> None:
    """Where places are limited, those who are learning fill them.

    The course's row is held, so that two people never get the last place.
    """
    if course.capacity is None:
        return
    Course.objects.select_for_update().get(pk=course.pk)
    if course.enrolments.filter(state=State.ENROLLED).count() >= course.capacity:
        raise Refused(
            "course_full",
            _("All places of this course are taken. A place is free as soon as somebody "
              "has finished: try again later."),
        )  # fmt: skip


@transaction.atomic
def accept_invitation(enrolment: Enrolment, *, by) -> Enrolment:
    """Who is invited comes. Twice is once."""
    if enrolment.person_id != by.pk:
        raise Refused("not_yours", _("This invitation is for somebody else."))
    if enrolment.state == State.ENROLLED:
        return enrolment
    _refuse_unless_open(enrolment.person, enrolment.course)
    refuse_full(enrolment.course)
    rows = Enrolment.objects.filter(pk=enrolment.pk, state=State.INVITED)
    if not rows.filter(decide_by__gt=timezone.now()).update(
        state=State.ENROLLED, decided_at=timezone.now()
    ):
        message = _("This invitation is over. Ask the agency for a new one.")
        raise Refused("invitation_over", message)
    enrolment.refresh_from_db()
    _begin(enrolment)
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
    if enrolment and enrolment.state == State.COMPLETED:
        message = _("%(name)s has completed this course already.")
        raise Refused("completed_already", message % {"name": person.full_name})
    if enrolment is None or enrolment.state != State.ENROLLED:
        refuse_full(course)
    enrolment = enrolment or _new_enrolment(person, course)
    was_learning = bool(enrolment.state == State.ENROLLED and enrolment.assigned_by_id)
    Enrolment.objects.filter(pk=enrolment.pk).update(
        state=State.ENROLLED, assigned_by=by, due_on=due_on
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
    following = next_step(enrolment.course.approvals, enrolment.step) if accept else None
    if following:
        return _hand_on(enrolment, following, by=by, reason=reason)
    if accept:
        refuse_full(enrolment.course)
    state = State.ENROLLED if accept else State.REFUSED
    waiting = Enrolment.objects.filter(pk=enrolment.pk, state=State.REQUESTED)
    if not waiting.update(state=state, decided_at=timezone.now(), reason=reason):
        raise Refused("decided_already", _("This request has been decided already."))
    enrolment.refresh_from_db()
    _log(enrolment, "enrolment.accepted" if accept else "enrolment.refused", by, reason)
    if accept:
        _begin(enrolment)
    else:
        notices.tell_refused(enrolment)
    return enrolment


def _hand_on(enrolment: Enrolment, step: str, *, by, reason: str) -> Enrolment:
    """The first of two has accepted: the request goes to the second."""
    was = enrolment.step
    _log(enrolment, "enrolment.accepted", by, reason)
    _ask(enrolment, step, timezone.now())
    waiting = Enrolment.objects.filter(pk=enrolment.pk, state=State.REQUESTED, step=was)
    if not waiting.update(
        step=step,
        decider=enrolment.decider,
        decide_by=enrolment.decide_by,
        escalated_at=None,
    ):
        raise Refused("decided_already", _("This request has been decided already."))
    enrolment.refresh_from_db()
    notices.tell_asked(enrolment)
    return enrolment


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by, reason: str) -> Enrolment:
    """Leave a course before it is completed; what was learnt stays on the shelf."""
    if not may_withdraw(by, enrolment):
        raise Refused("not_yours", _("Only the person herself can withdraw."))
    if not reason.strip():
        raise Refused(
            "reason_missing", _("Say why, it helps the agency."), field="reason"
        )
    open_states = states_before(State.WITHDRAWN)
    going = Enrolment.objects.filter(pk=enrolment.pk, state__in=open_states)
    if not going.update(state=State.WITHDRAWN, reason=reason):
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


@transaction.atomic
def take_in(person, course: Course, *, by) -> Enrolment:
    """Somebody has taken part already, says the agency: enrolled without being asked."""
    enrolment = Enrolment.objects.live().filter(person=person, course=course).first()
    if enrolment is None:
        enrolment = _new_enrolment(person, course)
    going = Enrolment.objects.filter(pk=enrolment.pk, state__in=NOT_YET_IN)
    if enrolment.state == State.ENROLLED or going.update(
        state=State.ENROLLED, decided_at=timezone.now()
    ):
        enrolment.refresh_from_db()
        promise_to_learn(enrolment)
        _log(enrolment, "enrolment.taken_in", by, "")
    return enrolment
