"""Seats: booked, waited for, given up, passed on. One seat is never given twice."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.agenda import actions as agenda
from corpu.agenda.models import Commitment
from corpu.ledger.models import Basis
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.actions.enrolments import enrol
from learning.actions.worth import days_needed, rate_of
from learning.kinds.class_event.actions.clashes import find_clash, refuse_clash
from learning.kinds.class_event.actions.offers import offer
from learning.kinds.class_event.models import Booking, ClassEvent
from learning.kinds.class_event.notices import tell_about
from learning.kinds.class_event.rules import before
from learning.models import Enrolment

State = Booking.State


def book(person, event: ClassEvent, *, by) -> Booking:
    """Take a seat, or a place on the waiting list where none is left.

    Twice is once. Somebody who is not enrolled in the course is enrolled first; where
    that needs an approval, the request is sent and the seat can be taken afterwards.
    """
    event.refresh_from_db()
    existing = Booking.objects.live().filter(event=event, person=person).first()
    if existing:
        return existing
    _refuse_unless_bookable(event)
    refuse_clash(person, event)
    enrolment = enrol(person, event.course, by=by)
    _refuse_unless_enrolled(enrolment)
    try:
        return _take_seat(person, event, enrolment)
    except IntegrityError:  # the same click twice
        return Booking.objects.live().get(event=event, person=person)


def _refuse_unless_bookable(event: ClassEvent) -> None:
    if event.state == ClassEvent.State.CANCELLED:
        raise Refused(
            "class_cancelled",
            _("This class has been cancelled. See the course for another."),
        )
    if event.has_begun or event.state == ClassEvent.State.CLOSED:
        raise Refused(
            "class_begun",
            _("This class has begun already. See the course for another."),
        )
    if not event.takes_bookings:
        raise Refused(
            "booking_closed",
            _("Booking has closed for this class. See the course for another, or ask "
              "the agency."),
        )  # fmt: skip


def _refuse_unless_enrolled(enrolment: Enrolment) -> None:
    if enrolment.state == Enrolment.State.REQUESTED:
        raise Refused(
            "enrolment_waits",
            _("Your enrolment in the course has been sent for approval. Book your seat "
              "as soon as it is accepted."),
        )  # fmt: skip
    if enrolment.state == Enrolment.State.COMPLETED:
        raise Refused(
            "already_completed",
            _("You have completed this course already, so the seat is for others."),
        )


@transaction.atomic
def _take_seat(person, event: ClassEvent, enrolment: Enrolment) -> Booking:
    has_seat, now = _claim(event), timezone.now()
    booking = Booking.objects.create(
        event=event,
        person=person,
        enrolment=enrolment,
        state=State.BOOKED if has_seat else State.WAITING,
        asked_at=now,
        changed_at=now,
    )
    if has_seat:
        _promise(booking)
    offer(event)
    tell_about(person, event, booking.state, mark=str(booking.public_id))
    return booking


def _claim(event: ClassEvent) -> bool:
    """Take one seat if one is left; of two at the same moment, one gets the last."""
    rows = ClassEvent.objects.filter(
        pk=event.pk, seats_taken__lt=F("seats"), state=ClassEvent.State.OPEN
    )
    claimed = bool(rows.update(seats_taken=F("seats_taken") + 1))
    event.refresh_from_db()
    return claimed


def _promise(booking: Booking) -> None:
    """The hours go into her agenda, one entry a sitting. The JP of the course are booked
    by the enrolment, so these carry none."""
    event = booking.event
    for sitting in event.sittings.all():
        agenda.commit(
            _source(booking, sitting),
            person=booking.person,
            activity=event.course.activity,
            title=event.title,
            form=event.course.activity.form,
            scope=event.course.activity.scope,
            starts_at=sitting.starts_at,
            ends_at=sitting.ends_at,
            jp=0,
            url=reverse("kind_class_event:event", args=[event.public_id]),
        )
    _expect(booking, len({sitting.day for sitting in event.sittings.all()}))


def _expect(booking: Booking, days: int) -> None:
    """Forms that count by the day are worth as many days as the class has: the promise
    of the course says so while the seat is held."""
    rate = rate_of(booking.enrolment.version)
    if rate and rate.basis == Basis.DAY and booking.enrolment.state == "enrolled":
        source = f"enrolment:{booking.enrolment.public_id}"
        agenda.commit(source, person=booking.person, days=days)


def _source(booking: Booking, sitting) -> str:
    return f"class:{booking.event.public_id}:{sitting.pk}:{booking.person_id}"


def release_promises(booking: Booking) -> None:
    """Her hours are free again."""
    head = f"class:{booking.event.public_id}:"
    promises = Commitment.objects.filter(
        person=booking.person_id, source__startswith=head, is_open=True
    )
    for source in list(promises.values_list("source", flat=True)):
        agenda.release(source)


def promise_again(event: ClassEvent) -> None:
    """Times have changed: the agendas of those with a seat follow."""
    bookings = event.bookings.filter(state=State.BOOKED).select_related("person")
    for booking in bookings:
        booking.event = event
        release_promises(booking)
        _promise(booking)


def move(booking: Booking, to: str, *, reason: str = "") -> str:
    """Change the state if the rules allow it; returns the state it had, "" if refused."""
    for state in before(to):
        rows = Booking.objects.filter(pk=booking.pk, state=state)
        if rows.update(state=to, reason=reason, changed_at=timezone.now()):
            booking.refresh_from_db()
            return state
    booking.refresh_from_db()
    return ""


def cancel(booking: Booking, *, by) -> Booking:
    """Give up the seat, or the place on the list. The seat goes to the next at once."""
    if booking.event.has_begun and booking.state in Booking.SEATED:
        raise Refused(
            "class_begun",
            _("This class has begun, so the booking can no longer be cancelled."),
        )
    return _give_up(booking, State.CANCELLED, by=by)


def refuse(booking: Booking, *, by, reason: str) -> Booking:
    """Who runs the class takes a booking back, with a reason."""
    if not reason.strip():
        raise Refused(
            "reason_needed", _("Say why, so that the person knows."), field="reason"
        )
    return _give_up(booking, State.REFUSED, by=by, reason=reason.strip())


@transaction.atomic
def _give_up(booking: Booking, to: str, *, by, reason: str = "") -> Booking:
    was = move(booking, to, reason=reason)
    if not was:
        if booking.state == to:
            return booking
        raise Refused("not_booked", _("This booking has ended already."))
    if was == State.BOOKED:
        _free_seat(booking)
    if to == State.REFUSED:
        tell_about(
            booking.person, booking.event, "refused", mark=str(booking.public_id),
            reason=reason,
        )  # fmt: skip
        log_decision(
            "booking.refused", by=by, person=booking.person, reason=reason,
            subject=booking.event.title, booking=str(booking.public_id),
        )  # fmt: skip
    return booking


def _free_seat(booking: Booking) -> None:
    release_promises(booking)
    _expect(booking, days_needed(booking.enrolment.version))
    ClassEvent.objects.filter(pk=booking.event_id, seats_taken__gt=0).update(
        seats_taken=F("seats_taken") - 1
    )
    booking.event.refresh_from_db()
    promote(booking.event)


@transaction.atomic
def leave_all(enrolment: Enrolment) -> None:
    """Who leaves the course gives up its classes that have not begun."""
    rows = Booking.objects.filter(
        enrolment=enrolment, state__in=[State.BOOKED, State.WAITING]
    )
    for booking in rows.select_related("event", "person", "enrolment__version"):
        if not booking.event.has_begun:
            _give_up(booking, State.CANCELLED, by=enrolment.person)


@transaction.atomic
def promote(event: ClassEvent) -> list[Booking]:
    """Give free seats to the waiting list, first come first; who is busy at the time by
    now keeps her place."""
    lucky: list[Booking] = []
    if not event.has_begun and event.is_open:
        for booking in event.bookings.queueing().select_related("person"):
            booking.event = event
            if find_clash(booking.person, event):
                continue
            if not _claim(event):
                break
            lucky += _step_up(booking)
    offer(event)
    return lucky


def _step_up(booking: Booking) -> list[Booking]:
    event = booking.event
    if not move(booking, State.BOOKED):
        ClassEvent.objects.filter(pk=event.pk).update(seats_taken=F("seats_taken") - 1)
        return []
    booking.event = event
    _promise(booking)
    tell_about(booking.person, event, "promoted", mark=str(booking.public_id))
    return [booking]
