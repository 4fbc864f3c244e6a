"""One seat: claimed, kept in the agenda, freed. It is never given twice."""

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from corpu.agenda import actions as agenda
from corpu.agenda.models import Commitment
from corpu.ledger.models import Basis
from learning.actions.worth import days_needed, rate_of
from learning.kinds.class_event.models import Booking, ClassEvent
from learning.kinds.class_event.rules import before

State = Booking.State


def claim(event: ClassEvent, seats: int = 1) -> bool:
    """Take seats if so many are left; of two at the same moment, one gets the last."""
    rows = ClassEvent.objects.filter(
        pk=event.pk, seats_taken__lte=F("seats") - seats, state=ClassEvent.State.OPEN
    )
    claimed = bool(rows.update(seats_taken=F("seats_taken") + seats))
    event.refresh_from_db()
    return claimed


def give_back(event: ClassEvent, seats: int = 1) -> None:
    """Seats are free again."""
    ClassEvent.objects.filter(pk=event.pk, seats_taken__gte=seats).update(
        seats_taken=F("seats_taken") - seats
    )
    event.refresh_from_db()


def move(booking: Booking, to: str, *, reason: str = "") -> str:
    """Change the state if the rules allow it; returns the state it had, "" if refused."""
    for state in before(to):
        rows = Booking.objects.filter(pk=booking.pk, state=state)
        if rows.update(state=to, reason=reason, changed_at=timezone.now()):
            booking.refresh_from_db()
            return state
    booking.refresh_from_db()
    return ""


def promise(booking: Booking) -> None:
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
        promise(booking)


def expect_nothing(booking: Booking) -> None:
    """She gave up her seat: the course is booked for what it states."""
    release_promises(booking)
    _expect(booking, days_needed(booking.enrolment.version))
