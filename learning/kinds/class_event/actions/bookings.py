"""Seats: booked, waited for, given up, passed on. One seat is never given twice."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.ledger.actions.credits import lock_people
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.actions.enrolments import enrol
from learning.kinds.class_event.actions.clashes import refuse_clash
from learning.kinds.class_event.actions.offers import offer
from learning.kinds.class_event.actions.seats import (
    claim,
    expect_nothing,
    give_back,
    move,
    promise,
)
from learning.kinds.class_event.actions.waiting import promote
from learning.kinds.class_event.models import Booking, ClassEvent
from learning.kinds.class_event.notices import tell_about
from learning.models import Enrolment

State = Booking.State


def book(person, event: ClassEvent, *, by, adjustments: str = "") -> Booking:
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
        return _take_seat(person, event, enrolment, adjustments)
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
def _take_seat(person, event: ClassEvent, enrolment: Enrolment, adjustments) -> Booking:
    has_seat, now = claim(event), timezone.now()
    lock_people([person.pk])
    refuse_clash(person, event)  # of two classes at the same moment she gets one
    booking = Booking.objects.create(
        event=event,
        person=person,
        enrolment=enrolment,
        state=State.BOOKED if has_seat else State.WAITING,
        asked_at=now,
        changed_at=now,
        adjustments=adjustments.strip(),
    )
    if has_seat:
        promise(booking)
    offer(event)
    tell_about(person, event, booking.state, mark=str(booking.public_id))
    return booking


def ask_for_adjustments(booking: Booking, *, by, text: str) -> None:
    """What she needs to take part; only she writes it, only who runs the class reads it."""
    if booking.person_id != by.pk:
        raise Refused("not_yours", _("Only the participant herself says what she needs."))
    Booking.objects.filter(pk=booking.pk).update(adjustments=text.strip()[:1000])


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
    if was in (State.BOOKED, State.OFFERED):
        _free_seat(booking, was)
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


def _free_seat(booking: Booking, was: str) -> None:
    if was == State.BOOKED:
        expect_nothing(booking)
    give_back(booking.event)
    promote(booking.event)


@transaction.atomic
def leave_all(enrolment: Enrolment) -> None:
    """Who leaves the course gives up its classes that have not begun."""
    rows = Booking.objects.filter(
        enrolment=enrolment, state__in=[State.BOOKED, State.WAITING, State.OFFERED]
    )
    for booking in rows.select_related("event", "person", "enrolment__version"):
        if not booking.event.has_begun:
            _give_up(booking, State.CANCELLED, by=enrolment.person)
