"""The waiting list: a free seat is offered by need, with a time to answer, until it is
taken or nobody is left."""

import datetime
from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.agenda.models import Need
from corpu.ledger.actions.credits import lock_people
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from learning.kinds.class_event.actions.clashes import find_clash, refuse_clash
from learning.kinds.class_event.actions.offers import offer
from learning.kinds.class_event.actions.seats import claim, give_back, move, promise
from learning.kinds.class_event.models import Booking, ClassEvent
from learning.kinds.class_event.notices import tell_about
from learning.kinds.class_event.rules import (
    LOWERED_FOR,
    Waiting,
    is_lowered,
    time_to_answer,
    turns,
)

State = Booking.State


def in_turn(event: ClassEvent) -> list[Booking]:
    """Those who wait, in the order in which free seats are offered to them."""
    rows = {
        booking.pk: booking
        for booking in event.bookings.filter(state=State.WAITING).select_related("person")
    }
    people = [booking.person_id for booking in rows.values()]
    needs, classes, lowered = (
        _needs(event, people),
        _classes(people),
        _lowered(people),
    )
    order = turns(
        Waiting(
            key=pk,
            asked_at=booking.asked_at,
            need=needs.get(booking.person_id, 0),
            classes=classes[booking.person_id],
            is_lowered=booking.person_id in lowered,
        )
        for pk, booking in rows.items()
    )
    found = []
    for place in order:
        booking = rows[place.key]
        booking.event, booking.need = event, place.need
        booking.is_lowered = place.is_lowered
        found.append(booking)
    return found


def _needs(event: ClassEvent, people: list[int]) -> dict[int, int]:
    """The strongest need of each person that the class answers (see `rules.Waiting`)."""
    activity = event.course.activity
    taught = set(activity.teaches.values_list("competence", flat=True))
    found: dict[int, int] = {}
    for need in Need.objects.lacking().filter(person__in=people):
        if need.is_met_by(activity, taught):
            found[need.person_id] = max(_rank(need), found.get(need.person_id, 0))
    return found


def _rank(need: Need) -> int:
    if need.competence_id or need.activity_id:
        return 3
    return 2 if need.is_particular else 1


def _classes(people: list[int]) -> Counter:
    """How many seats each had in classes of this year."""
    rows = Booking.objects.filter(
        state__in=[State.BOOKED, State.ATTENDED],
        person__in=people,
        event__starts_at__year=today().year,
    )
    return Counter(rows.values_list("person", flat=True))


def _lowered(people: list[int]) -> set[int]:
    """Who stayed away lately and has not been excused."""
    now = timezone.now()
    rows = Booking.objects.filter(
        person__in=people, state=State.NO_SHOW, event__ends_at__gt=now - LOWERED_FOR
    )
    return {
        booking.person_id
        for booking in rows.select_related("event")
        if is_lowered(
            booking.event.ends_at, booking.appeal_state == Booking.Appeal.ACCEPTED, now
        )
    }


@transaction.atomic
def promote(event: ClassEvent) -> list[Booking]:
    """Offer free seats to those who wait, in turn; who is busy at the time by now keeps
    her place."""
    offered: list[Booking] = []
    if event.takes_answers:
        queue = in_turn(event) if event.seats_left > 0 else []
        for booking in queue:
            if find_clash(booking.person, event):
                continue
            if not claim(event):
                break
            offered += _offer_seat(booking)
    offer(event)
    return offered


def _offer_seat(booking: Booking) -> list[Booking]:
    event, now = booking.event, timezone.now()
    until = min(now + time_to_answer(event.starts_at - now), event.starts_at)
    rows = Booking.objects.filter(pk=booking.pk, state=State.WAITING)
    if not rows.update(state=State.OFFERED, offered_until=until, changed_at=now):
        give_back(event)
        return []
    booking.refresh_from_db()
    booking.event = event
    tell_about(
        booking.person, event, "offered", mark=str(booking.public_id),
        until=_moment(until, event),
    )  # fmt: skip
    return [booking]


def _moment(moment: datetime.datetime, event: ClassEvent) -> str:
    return f"{moment.astimezone(event.tz):%d-%m-%Y %H:%M} {event.clock}"


@transaction.atomic
def accept(booking: Booking, *, by) -> Booking:
    """Take the offered seat. Twice is once; after its time it is somebody else's."""
    if booking.state == State.BOOKED:
        return booking
    lock_people([booking.person_id])
    refuse_clash(booking.person, booking.event)
    now = timezone.now()
    rows = Booking.objects.filter(
        pk=booking.pk, person=by, state=State.OFFERED, offered_until__gt=now
    )
    taken = rows.update(state=State.BOOKED, changed_at=now)
    booking.refresh_from_db()
    if not taken and booking.state != State.BOOKED:
        raise Refused(
            "offer_over",
            _("The time to answer is over, so the seat was offered to the next. Join "
              "the waiting list again if you still want to come."),
        )  # fmt: skip
    if taken:
        promise(booking)
        offer(booking.event)
        tell_about(booking.person, booking.event, "booked", mark=str(booking.public_id))
    return booking


def pass_on_offers(now: datetime.datetime) -> int:
    """Offers that were not answered in time go to the next; returns how many."""
    late = Booking.objects.filter(state=State.OFFERED, offered_until__lte=now)
    return sum(_lapse(pk) for pk in late.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _lapse(pk: int) -> bool:
    booking = Booking.objects.select_related("event", "person").get(pk=pk)
    if move(booking, State.LAPSED) != State.OFFERED:
        return False
    give_back(booking.event)
    tell_about(booking.person, booking.event, "lapsed", mark=str(booking.public_id))
    promote(booking.event)
    return True
