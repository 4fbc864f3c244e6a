"""What the clock does with classes. Everything here may run twice."""

import datetime

from django.db.models import F
from django.utils import timezone

from learning.kinds.class_event.actions.attendance import close, settle_event
from learning.kinds.class_event.actions.reserving import release_late
from learning.kinds.class_event.actions.waiting import pass_on_offers, promote
from learning.kinds.class_event.models import Attendance, Booking, ClassEvent
from learning.kinds.class_event.notices import tell_about
from learning.kinds.class_event.rules import reminder_is_due

TWO_DAYS = datetime.timedelta(days=2)
A_WEEK = datetime.timedelta(days=7)
CLOSE_AFTER = datetime.timedelta(days=3)


def sweep() -> dict[str, int]:
    """Remind, fill seats, credit what was missed, close what is complete."""
    return {
        "reminded": remind(),
        "freed": release_late(timezone.now()),
        "offered": offer_seats(),
        "warned": _warn_short(),
        "settled": _settle(),
        "closed": _close_or_ask(),
    }


def remind() -> int:
    """Tell everyone with a seat two days before the class begins."""
    now = timezone.now()
    rows = Booking.objects.filter(
        state=Booking.State.BOOKED,
        event__state=ClassEvent.State.OPEN,
        event__starts_at__gt=now,
        event__starts_at__lte=now + TWO_DAYS,
    ).select_related("event", "person")
    told = 0
    for booking in rows:
        if reminder_is_due(booking.event.starts_at, booking.changed_at, now):
            mark = f"{booking.event.starts_at:%Y%m%d%H%M}"
            tell_about(booking.person, booking.event, "reminder", mark=mark)
            told += 1
    return told


def offer_seats() -> int:
    """Pass on what was not answered in time, and offer what is free; how many seats."""
    return pass_on_offers(timezone.now()) + _fill_seats()


def _warn_short() -> int:
    """Tell who teaches, once, that a class of the coming week has too few seats taken."""
    soon = ClassEvent.objects.ahead().filter(
        seats_taken__lt=F("seats_min"), starts_at__lte=timezone.now() + A_WEEK
    )
    told = 0
    for event in soon.prefetch_related("instructors"):
        if not event.is_short:
            continue
        for person in event.instructors.all():
            tell_about(
                person, event, "short", mark=f"{event.starts_at:%Y%m%d}",
                taken=event.seats_taken, fewest=event.seats_min,
            )  # fmt: skip
            told += 1
    return told


def _fill_seats() -> int:
    waiting = Booking.objects.queueing().values("event")
    events = ClassEvent.objects.ahead().filter(pk__in=waiting)
    return sum(len(promote(event)) for event in events)


def _settle() -> int:
    waiting = Booking.objects.filter(state=Booking.State.ATTENDED, settled_at=None)
    events = ClassEvent.objects.filter(pk__in=waiting.values("event"))
    return sum(settle_event(event) for event in events)


def _close_or_ask() -> int:
    """Close classes in which everyone is marked; ask the instructors of the others."""
    now = timezone.now()
    over = ClassEvent.objects.filter(state=ClassEvent.State.OPEN, ends_at__lt=now)
    closed = 0
    for event in over.with_place():
        if is_fully_marked(event):
            if event.ends_at + CLOSE_AFTER < now:
                close(event, by=None)
                closed += 1
            continue
        for person in event.instructors.all():
            tell_about(person, event, "unmarked", to_staff=True)
    return closed


def is_fully_marked(event: ClassEvent) -> bool:
    """True if every participant has a mark for every sitting."""
    seated = event.bookings.seated().count()
    marks = Attendance.objects.filter(
        sitting__event=event, booking__in=event.bookings.seated()
    )
    return marks.count() == seated * event.sittings.count()
