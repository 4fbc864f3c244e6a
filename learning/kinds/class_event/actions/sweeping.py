"""What the clock does with classes. Everything here may run twice."""

import datetime

from django.utils import timezone

from learning.kinds.class_event.actions.attendance import close, settle_event
from learning.kinds.class_event.actions.bookings import promote
from learning.kinds.class_event.models import Attendance, Booking, ClassEvent
from learning.kinds.class_event.notices import tell_about
from learning.kinds.class_event.rules import reminder_is_due

TWO_DAYS = datetime.timedelta(days=2)
CLOSE_AFTER = datetime.timedelta(days=3)


def sweep() -> dict[str, int]:
    """Remind, fill seats, credit what was missed, close what is complete."""
    return {
        "reminded": remind(),
        "promoted": _fill_seats(),
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
