"""Marks of attendance: from the list, by code, from a phone that had no connection. Every
mark is kept; the latest holds."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from learning.kinds.class_event.actions.attendance import correct
from learning.kinds.class_event.models import (
    Attendance,
    AttendanceMark,
    Booking,
    ClassEvent,
    How,
    Sitting,
)
from learning.kinds.class_event.rules import holds, honest_time


@dataclass(frozen=True)
class Mark:
    """What somebody saw: this participant was there, or not, at that moment."""

    sitting: Sitting
    booking: Booking
    is_present: bool
    made_at: datetime.datetime
    client_id: uuid.UUID
    how: str = How.LIST


@transaction.atomic
def mark(
    sitting: Sitting, marks: dict[int, bool], *, by, reason: str = "", how=How.LIST
) -> list[Booking]:
    """Keep who was there, by booking id; returns the bookings whose mark changed.

    Saving twice changes nothing. After the class is closed a change is a correction: it
    needs a reason, and what was posted is voided and posted anew.
    """
    event = ClassEvent.objects.select_for_update().get(pk=sitting.event_id)
    _refuse_marks(event, sitting, reason)
    known = {row.booking_id: row for row in Attendance.objects.filter(sitting=sitting)}
    changed = []
    for booking in _bookings(event, marks):
        row = known.get(booking.pk)
        if row and row.is_present is marks[booking.pk]:
            continue
        _refuse_own(booking, by)
        seen = Mark(sitting, booking, marks[booking.pk], _after(row), uuid.uuid4(), how)
        if _keep(seen, by):
            changed.append(booking)
    _correct_closed(event, sitting, changed, marks, by, reason.strip())
    return changed


def _after(row: Attendance | None) -> datetime.datetime:
    """Now, and later than what the list showed to whoever marks."""
    now = timezone.now()
    return max(now, row.marked_at + datetime.timedelta(microseconds=1)) if row else now


def _bookings(event: ClassEvent, ids):
    rows = event.bookings.seated().filter(pk__in=ids).order_by("pk")
    return rows.select_related("person", "enrolment__version", "event")


def _correct_closed(event, sitting, changed, marks, by, reason: str) -> None:
    if event.state != ClassEvent.State.CLOSED:
        return
    for booking in changed:
        correct(booking, sitting, marks[booking.pk], by, reason)


def _refuse_marks(event: ClassEvent, sitting: Sitting, reason: str) -> None:
    if event.state == ClassEvent.State.CANCELLED:
        raise Refused("class_cancelled", _("This class has been cancelled."))
    if not sitting.has_begun:
        raise Refused(
            "sitting_ahead",
            _("Attendance can be marked as soon as the sitting has begun."),
        )
    if event.state == ClassEvent.State.CLOSED and not reason.strip():
        raise Refused(
            "reason_needed",
            _("The class has been closed and people were credited. Say why you correct "
              "the attendance."),
            field="reason",
        )  # fmt: skip


def _refuse_own(booking: Booking, by) -> None:
    if booking.person_id == by.pk:
        raise Refused(
            "own_attendance",
            _("Nobody marks her own attendance. Ask a colleague of the agency."),
        )


def _keep(seen: Mark, by) -> bool:
    """Keep the mark; True if what holds of the participant has changed by it."""
    _row, is_new = AttendanceMark.objects.get_or_create(
        client_id=seen.client_id,
        defaults={
            "sitting": seen.sitting, "booking": seen.booking, "how": seen.how,
            "is_present": seen.is_present, "made_at": seen.made_at, "by": by,
        },
    )  # fmt: skip
    if not is_new:
        return False
    row = Attendance.objects.filter(sitting=seen.sitting, booking=seen.booking).first()
    truth = (row.marked_at, row.client_id) if row else None
    if not holds((seen.made_at, seen.client_id), truth):
        return False
    Attendance.objects.update_or_create(
        sitting=seen.sitting,
        booking=seen.booking,
        defaults={
            "is_present": seen.is_present, "marked_by": by, "marked_at": seen.made_at,
            "how": seen.how, "client_id": seen.client_id,
        },
    )  # fmt: skip
    return row is None or row.is_present != seen.is_present


@transaction.atomic
def merge(
    event: ClassEvent, sent: list[dict], *, sent_at: datetime.datetime, by
) -> list[str]:
    """Take in what a phone kept while it had no connection; returns the ids it may forget.

    `sent`: rows with `id` (given by the phone), `sitting`, `booking` (public id),
    `is_present`, `at` (by its clock; `sent_at` is that clock now). Whatever the order and
    however often devices send, they come to one truth, and every mark is kept.
    """
    event = ClassEvent.objects.select_for_update().get(pk=event.pk)
    if event.state == ClassEvent.State.CANCELLED:
        raise Refused("class_cancelled", _("This class has been cancelled."))
    now = timezone.now()
    sittings = {sitting.pk: sitting for sitting in event.sittings.all()}
    ids = {row["booking"] for row in sent}
    found = event.bookings.seated().filter(public_id__in=ids)
    bookings = {
        booking.public_id: booking
        for booking in found.select_related("person", "enrolment__version", "event")
    }
    done = []
    for row in sorted(sent, key=lambda row: (row["at"], row["id"])):
        done.append(str(row["id"]))
        sitting, booking = sittings.get(row["sitting"]), bookings.get(row["booking"])
        if sitting is None or booking is None or booking.person_id == by.pk:
            continue
        made_at = honest_time(row["at"], sent_at, now)
        if made_at < sitting.starts_at:
            continue
        seen = Mark(sitting, booking, row["is_present"], made_at, row["id"], How.PHONE)
        if _keep(seen, by) and event.state == ClassEvent.State.CLOSED:
            reason = _("Marked on the trainer's phone during the class and sent later.")
            correct(booking, sitting, seen.is_present, by, reason)
    return done


@transaction.atomic
def mark_by_code(sitting: Sitting, booking: Booking, *, shown_by) -> Attendance:
    """A participant used the code that `shown_by` put on the wall."""
    event = ClassEvent.objects.select_for_update().get(pk=sitting.event_id)
    if not event.is_open:
        raise Refused("class_closed", _("This class has been closed already."))
    if booking.person_id == shown_by.pk:
        raise Refused(
            "own_attendance",
            _("Nobody marks her own attendance. Ask a colleague of the agency."),
        )
    _keep(Mark(sitting, booking, True, timezone.now(), uuid.uuid4(), How.CODE), shown_by)
    return Attendance.objects.get(sitting=sitting, booking=booking)
