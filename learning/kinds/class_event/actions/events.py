"""Classes as their agency runs them: published, changed, called off."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.agenda import actions as agenda
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.actions.demand import tell_interested
from learning.kinds.class_event.actions import seats
from learning.kinds.class_event.actions.offers import offer
from learning.kinds.class_event.actions.waiting import promote
from learning.kinds.class_event.models import Booking, ClassEvent, Sitting
from learning.kinds.class_event.notices import tell_about
from learning.lesson_files import keep
from learning.models import Course

COPIED = (
    "title", "venue", "address", "city", "time_zone", "notes", "enrol_by", "seats_min",
)  # fmt: skip


@transaction.atomic
def publish_event(page) -> ClassEvent:
    """Bring the class of a live page up to date; tell those who booked if it moved."""
    event = ClassEvent.objects.select_for_update().filter(page_id=page.pk).first()
    is_new = event is None
    event = event or ClassEvent(page_id=page.pk)
    was = None if is_new else _when_and_where(event)
    event.course = Course.objects.get(page_id=page.get_parent().pk)
    for name in COPIED:
        setattr(event, name, getattr(page, name))
    event.seats = max(page.seats, event.seats_taken)
    event.materials = [
        {"title": row.document.title, **keep(row.document)}
        for row in page.materials.select_related("document")
    ]
    event.is_published = True
    event.save()
    event.instructors.set(page.instructors.all())
    _put_sittings(event, page)
    _span(event)
    if was and was != _when_and_where(event) and event.is_open:
        _tell_moved(event)
    promote(event)
    if event.takes_bookings:
        tell_interested(event.course, url=event_url(event))
    return event


def _put_sittings(event: ClassEvent, page) -> None:
    """One row for each meeting of the page; the same meeting keeps its row, so that
    attendance stays with it."""
    known = {sitting.page_key: sitting for sitting in event.sittings.all()}
    for row in page.sittings.all():
        sitting = known.pop(row.pk, None) or Sitting(event=event, page_key=row.pk)
        sitting.starts_at = datetime.datetime.combine(row.day, row.begins, event.tz)
        sitting.ends_at = datetime.datetime.combine(row.day, row.ends, event.tz)
        sitting.topic, sitting.room, sitting.link = row.topic, row.room, row.link
        sitting.save()
    for sitting in known.values():
        if not sitting.attendances.exists():
            sitting.delete()


def _span(event: ClassEvent) -> None:
    sittings = list(event.sittings.all())
    event.starts_at = min((s.starts_at for s in sittings), default=None)
    event.ends_at = max((s.ends_at for s in sittings), default=None)
    event.save(update_fields=["starts_at", "ends_at"])


def _when_and_where(event: ClassEvent) -> list:
    sittings = Sitting.objects.filter(event=event)
    rows = [(s.starts_at, s.ends_at, s.room, s.link) for s in sittings]
    return [event.venue, event.address, event.city, rows]


def _tell_moved(event: ClassEvent) -> None:
    seats.promise_again(event)
    mark = f"{timezone.now():%Y%m%d%H%M%S}"
    holders = event.bookings.filter(state__in=["booked", "waiting", "offered"])
    for booking in holders.select_related("person"):
        tell_about(booking.person, event, "moved", mark=mark)


@transaction.atomic
def withdraw_event(page_id: int) -> None:
    """Its page is gone: nobody can book any more; those with a seat keep it."""
    for event in ClassEvent.objects.filter(page_id=page_id, is_published=True):
        event.is_published = False
        event.save(update_fields=["is_published"])
        agenda.withdraw_opening(f"class:{event.public_id}")


@transaction.atomic
def call_off(event: ClassEvent, *, by, reason: str) -> ClassEvent:
    """Cancel a class: rows stay, everybody with a seat or on the list is told why."""
    if not reason.strip():
        raise Refused(
            "reason_needed",
            _("Say why it is cancelled: everybody who booked will read it."),
            field="reason",
        )
    rows = ClassEvent.objects.filter(pk=event.pk, state=ClassEvent.State.OPEN)
    if not rows.update(
        state=ClassEvent.State.CANCELLED, cancelled_reason=reason.strip(), seats_taken=0
    ):
        event.refresh_from_db()
        if event.state == ClassEvent.State.CANCELLED:
            return event
        raise Refused("class_closed", _("This class has been closed already."))
    event.refresh_from_db()
    _release_all(event, reason.strip())
    offer(event)
    log_decision(
        "class.cancelled", by=by, subject=event.title, reason=reason.strip(),
        event=str(event.public_id), provider=event.course.provider.code,
    )  # fmt: skip
    return event


def _release_all(event: ClassEvent, reason: str) -> None:
    holders = event.bookings.filter(state__in=["booked", "waiting", "offered"])
    for booking in holders.select_related("person"):
        booking.event = event
        seats.move(booking, Booking.State.CANCELLED, reason=reason)
        seats.release_promises(booking)
        tell_about(booking.person, event, "cancelled", reason=reason)
    event.reservations.filter(released_at=None).update(released_at=timezone.now())
    holders = event.reservations.select_related("leader")
    leaders = {reservation.leader for reservation in holders}
    for person in {*event.instructors.all(), *leaders}:
        tell_about(person, event, "cancelled", reason=reason)


def event_url(event: ClassEvent) -> str:
    """The address of its page."""
    return reverse("kind_class_event:event", args=[event.public_id])
