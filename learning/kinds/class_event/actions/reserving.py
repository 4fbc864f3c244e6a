"""Seats that a leader holds for her team, and names later."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.ledger.actions.credits import lock_people
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
        raise _more_than_the_team(team)
    if not claim(event, seats):
        text = ngettext(
            "Only %(left)s seat is free. Reserve fewer, or ask the agency.",
            "Only %(left)s seats are free. Reserve fewer, or ask the agency.",
            event.seats_left,
        )
        raise Refused("seats_too_few", text % {"left": event.seats_left}, field="seats")
    reservation = _keep(event, seats, by, team)
    offer(event)
    log_decision(
        "seats.reserved", by=by, subject=event.title, seats=seats,
        event=str(event.public_id),
    )  # fmt: skip
    return reservation


def _more_than_the_team(team: int) -> Refused:
    text = _("Reserve at least 1 seat, and at most one for each of your %(team)s people.")
    return Refused("seats_of_the_team", text % {"team": team}, field="seats")


def _keep(event: ClassEvent, seats: int, by, team: int) -> Reservation:
    """A second reservation adds to the first, as far as the team is large."""
    held = Reservation.objects.filter(event=event, leader=by, released_at=None)
    if held.filter(seats__lte=team - seats).update(seats=F("seats") + seats):
        return held.get()
    if held.exists():
        raise _more_than_the_team(team)
    until = name_by(event.starts_at, timezone.now())
    try:
        with transaction.atomic():
            return Reservation.objects.create(
                event=event, leader=by, seats=seats, name_by=until
            )
    except IntegrityError:  # another tab was first
        return _keep(event, seats, by, team)


@transaction.atomic
def name(reservation: Reservation, person, *, by) -> Booking:
    """Give one of the held seats to one of the team."""
    if reservation.leader_id != by.pk:
        raise PermissionDenied
    if not Person.objects.led_by(by).filter(pk=person.pk).exists():
        raise PermissionDenied
    event = ClassEvent.objects.get(pk=reservation.event_id)
    if not event.takes_answers:
        raise Refused("class_begun", _("Names are taken until the class begins."))
    if Booking.objects.live().filter(event=event, person=person).exists():
        raise _booked_already(person)
    _refuse_clash(person, event)
    enrolment = _enrolled(person, event, by)
    held = Reservation.objects.filter(
        pk=reservation.pk, released_at=None, named__lt=F("seats")
    )
    if not held.update(named=F("named") + 1):
        raise Refused(
            "no_seat_left",
            _("All seats that you held have a name or have been given back."),
        )
    lock_people([person.pk])
    _refuse_clash(person, event)  # of two classes at the same moment she gets one
    booking = _seated(person, event, enrolment)
    promise(booking)
    tell_about(person, event, "named", mark=str(booking.public_id), leader=by.full_name)
    log_decision(
        "seat.named", by=by, person=person, subject=event.title,
        event=str(event.public_id),
    )  # fmt: skip
    return booking


def _booked_already(person) -> Refused:
    message = _("%(name)s has a seat in this class, or waits for one, already.")
    return Refused("booked_already", message % {"name": person.full_name})


def _refuse_clash(person, event: ClassEvent) -> None:
    if clash := find_clash(person, event):
        message = _("%(name)s cannot come: busy or away at that time.")
        raise Refused(clash[0], message % {"name": person.full_name})


def _seated(person, event: ClassEvent, enrolment: Enrolment) -> Booking:
    now = timezone.now()
    try:
        with transaction.atomic():
            return Booking.objects.create(
                event=event, person=person, enrolment=enrolment, state=State.BOOKED,
                asked_at=now, changed_at=now,
            )  # fmt: skip
    except IntegrityError:  # she booked at the same moment, or the button was hit twice
        raise _booked_already(person) from None


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
