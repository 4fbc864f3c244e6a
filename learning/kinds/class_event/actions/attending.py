"""Somebody was in a class, whether she had booked or not: the agency's list says so."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions import imports
from corpu.people.models import ImportRun
from learning.actions.enrolments import take_in
from learning.kinds.class_event.actions.marking import mark
from learning.kinds.class_event.actions.seats import claim
from learning.kinds.class_event.models import Booking, ClassEvent, How, ResultsFile
from learning.models import Enrolment


@transaction.atomic
def load_results(event: ClassEvent, *, file: UploadedFile, by) -> ImportRun:
    """Read a file with the results of a class; nothing changes before it is confirmed."""
    if not event.has_begun:
        raise Refused("class_ahead", _("This class has not begun yet."), field="file")
    run = imports.upload(kind="class_results", file=file, by=by)
    ResultsFile.objects.create(run=run, event=event)
    return run


@transaction.atomic
def attend(event: ClassEvent, person, there: set[int], *, by, reason: str) -> Booking:
    """Mark `person` at the sittings whose ids are in `there`, absent at the others."""
    event.refresh_from_db()
    booking = event.bookings.live().filter(person=person).first()
    booking = booking or _walk_in(event, person, by)
    if booking.state not in Booking.SEATED:
        _seat(event, booking)
    for sitting in event.sittings.all():
        mark(
            sitting, {booking.pk: sitting.pk in there}, by=by, reason=reason, how=How.FILE
        )
    return booking


def _walk_in(event: ClassEvent, person, by) -> Booking:
    if event.state == ClassEvent.State.CANCELLED:
        raise Refused("class_cancelled", _("This class has been cancelled."))
    enrolment = take_in(person, event.course, by=by)
    if enrolment.state == Enrolment.State.COMPLETED:
        raise Refused("already_completed", _("She has completed this course already."))
    now, is_closed = timezone.now(), event.state == ClassEvent.State.CLOSED
    state = Booking.State.NO_SHOW if is_closed else Booking.State.BOOKED
    if not is_closed:
        _find_room(event)
    return Booking.objects.create(
        event=event, person=person, enrolment=enrolment, state=state,
        asked_at=now, changed_at=now,
    )  # fmt: skip


def _seat(event: ClassEvent, booking: Booking) -> None:
    """Somebody from the waiting list was there after all."""
    if booking.state == Booking.State.WAITING:
        _find_room(event)
    waited = [Booking.State.WAITING, Booking.State.OFFERED]
    Booking.objects.filter(pk=booking.pk, state__in=waited).update(
        state=Booking.State.BOOKED, changed_at=timezone.now()
    )
    booking.refresh_from_db()


def _find_room(event: ClassEvent) -> None:
    """A class that has been held had room for everybody who was there."""
    if not claim(event):
        ClassEvent.objects.filter(pk=event.pk).update(
            seats=F("seats") + 1, seats_taken=F("seats_taken") + 1
        )
        event.refresh_from_db()
