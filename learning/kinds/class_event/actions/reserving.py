"""Seats that a leader holds for her team, and names later."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person
from learning.actions.enrolments import decide, enrol
from learning.kinds.class_event.actions.clashes import find_clash
from learning.kinds.class_event.actions.offers import offer
from learning.kinds.class_event.actions.seats import claim, give_back, promise
from learning.kinds.class_event.actions.waiting import promote
from learning.kinds.class_event.models import Booking, ClassEvent, Reservation
from learning.kinds.class_event.notices import tell_about
from learning.kinds.class_event.rules import name_by
from learning.models import Enrolment
from learning.permissions import may_decide

State = Booking.State


@transaction.atomic
def reserve(event: ClassEvent, *, seats: int, by) -> Reservation:
    """Hold free seats for the team of `by`; the names follow."""
    event.refresh_from_db()
    team = Person.objects.led_by(by).employees().count()
    if not team:
        raise PermissionDenied
    if not event.takes_bookings:
        raise Refused("booking_closed", _("Booking has closed for this class."))
    if not 1 <= seats <= team:
        raise Refused(
            "seats_of_the_team",
            _(
                "Reserve at least 1 seat, and at most one for each of your %(team)s people."
            )
            % {"team": team},
            field="seats",
        )
    if not claim(event, seats):
        text = ngettext(
            "Only %(left)s seat is free. Reserve fewer, or ask the agency.",
            "Only %(left)s seats are free. Reserve fewer, or ask the agency.",
            event.seats_left,
        )
        raise Refused("seats_too_few", text % {"left": event.seats_left}, field="seats")
    reservation = _keep(event, seats, by)
    offer(event)
    log_decision(
        "seats.reserved", by=by, subject=event.title, seats=seats,
        event=str(event.public_id),
    )  # fmt: skip
    return reservation


def _keep(event: ClassEvent, seats: int, by) -> Reservation:
    """A second reservation adds to the first."""
    held = Reservation.objects.filter(event=event, leader=by, released_at=None)
    if held.update(seats=F("seats") + seats):
        return held.get()
    until = name_by(event.starts_at, timezone.now())
    try:
        with transaction.atomic():
            return Reservation.objects.create(
                event=event, leader=by, seats=seats, name_by=until
            )
    except IntegrityError:  # another tab was first
        held.update(seats=F("seats") + seats)
        return held.get()


@transaction.atomic
def name(reservation: Reservation, person, *, by) -> Booking:
    """Give one of the held seats to one of the team."""
    if reservation.leader_id != by.pk:
        raise PermissionDenied
    if not Person.objects.led_by(by).filter(pk=person.pk).exists():
        raise PermissionDenied
    event = reservation.event
    if Booking.objects.live().filter(event=event, person=person).exists():
        message = _("%(name)s has a seat in this class, or waits for one, already.")
        raise Refused("booked_already", message % {"name": person.full_name})
    if clash := find_clash(person, event):
        code, _sentence = clash
        message = _("%(name)s cannot come: busy or away at that time.")
        raise Refused(code, message % {"name": person.full_name})
    enrolment = _enrolled(person, event, by)
    held = Reservation.objects.filter(
        pk=reservation.pk, released_at=None, named__lt=F("seats")
    )
    if not held.update(named=F("named") + 1):
        raise Refused(
            "no_seat_left",
            _("All seats that you held have a name or have been given back."),
        )
    now = timezone.now()
    booking = Booking.objects.create(
        event=event, person=person, enrolment=enrolment, state=State.BOOKED,
        asked_at=now, changed_at=now,
    )  # fmt: skip
    promise(booking)
    tell_about(person, event, "named", mark=str(booking.public_id), leader=by.full_name)
    log_decision(
        "seat.named", by=by, person=person, subject=event.title,
        event=str(event.public_id),
    )  # fmt: skip
    return booking


def _enrolled(person, event: ClassEvent, by) -> Enrolment:
    """Who is named is enrolled; a request that her leader decides is thereby decided."""
    enrolment = enrol(person, event.course, by=by)
    if enrolment.state == Enrolment.State.REQUESTED and may_decide(by, enrolment):
        enrolment = decide(enrolment, by=by, accept=True)
    if enrolment.state == Enrolment.State.REQUESTED:
        raise Refused(
            "enrolment_waits",
            _("The enrolment of %(name)s has been sent for approval. Name the person "
              "again as soon as it is accepted.") % {"name": person.full_name},
        )  # fmt: skip
    if enrolment.state == Enrolment.State.COMPLETED:
        message = _("%(name)s has completed this course already.")
        raise Refused("already_completed", message % {"name": person.full_name})
    return enrolment


@transaction.atomic
def release(reservation: Reservation) -> int:
    """What has no name goes back to everybody; returns how many seats."""
    held = Reservation.objects.filter(pk=reservation.pk, released_at=None)
    if not held.update(released_at=timezone.now()):
        return 0
    reservation.refresh_from_db()
    if reservation.left:
        give_back(reservation.event, reservation.left)
        promote(reservation.event)
    return reservation.left


def release_late(now: datetime.datetime) -> int:
    """Seats that were not named in time; the leader is told. Returns how many."""
    freed = 0
    late = Reservation.objects.filter(released_at=None, name_by__lte=now)
    for reservation in late.select_related("event", "leader"):
        left = release(reservation)
        if left:
            mark = str(reservation.public_id)
            tell_about(
                reservation.leader, reservation.event, "unnamed", mark=mark, seats=left
            )
        freed += left
    return freed
